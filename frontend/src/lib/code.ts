const SIX_DIGITS = /^\d{6}$/;
const TEN_CHARACTERS = /^[0-9A-Z]{10}$/;

/** The last line of our texts: the web's form of a code bound to a domain (rule S4). */
const BOUND_CODE = /@\S+ #(\d{6})\s*$/;

/** The code points of nought in the scripts whose digits keyboards type. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/** Writes Arabic, full-width and other digits as ASCII: the API takes no others in codes. */
export function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((candidate) => point >= candidate && point <= candidate + 9);
    return zero === undefined ? digit : String(point - zero);
  });
}

/** A code as it is sent: ASCII, without the blanks and hyphens that people read it by. */
export function bareCode(text: string): string {
  return toAsciiDigits(text)
    .replace(/[\s\p{Pd}\p{Cf}.]/gu, "")
    .toUpperCase();
}

export function isSixDigits(code: string): boolean {
  return SIX_DIGITS.test(code);
}

export function isBackupCode(code: string): boolean {
  return TEN_CHARACTERS.test(code);
}

/** The six digits of a text that arrived whole: `123 456`, or a whole SMS. */
export function wholeCodeIn(text: string): string | undefined {
  const ascii = toAsciiDigits(text);
  const bound = BOUND_CODE.exec(ascii)?.[1];
  if (bound) return bound;

  const bare = bareCode(text);
  if (isSixDigits(bare)) return bare;

  const candidates = ascii.match(/(?<![\d+])\d{3}[ -]?\d{3}(?!\d)/g) ?? [];
  return candidates.length === 1 ? bareCode(candidates[0] ?? "") : undefined;
}

/** The backup code of a text that arrived whole. */
export function wholeBackupCodeIn(text: string): string | undefined {
  const bare = bareCode(text);
  return isBackupCode(bare) ? bare : undefined;
}
