import { encode } from "uqr";

/** Return the modules of a QR code, row by row; dark ones are true. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: "M", border: 0 }).data;
}
