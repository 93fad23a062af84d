// The address where a seminar can be heard and seen. It comes from whoever planned it, so a link is made of it only when it is
// what a plan may hold: https, and nobody's name in front of the host. Pure.
export function meetingLink(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, username, password, href } = new URL(address);
  return protocol === "https:" && !username && !password ? href : undefined;
}
