// How other devices come into this group: the address people type, and the link a QR code carries. The secret stands in the
// fragment, which browsers do not send (P-63).
export const joinAddress = (): string => `${location.host}/join`;
export const joinLink = (opaque: string): string => `${location.origin}/join#${opaque}`;
