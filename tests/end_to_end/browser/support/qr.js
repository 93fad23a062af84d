// Reads the QR code on a screen as a phone's camera would: from the pixels.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const reader = readFileSync(createRequire(import.meta.url).resolve("jsqr"), "utf8");

/** `bench`: an empty page to look at the picture in. */
export async function readQr(locator, bench) {
  const picture = (await locator.screenshot()).toString("base64");
  await bench.evaluate(reader);
  return bench.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const brush = canvas.getContext("2d");
    brush.drawImage(image, 0, 0);
    const { data, width, height } = brush.getImageData(0, 0, image.width, image.height);
    return globalThis.jsQR(data, width, height)?.data ?? "";
  }, picture);
}
