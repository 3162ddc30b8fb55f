/**
 * The one form in which the service compares names and passwords: trimmed, NFKC, case folded.
 *
 * Browsers have no case folding, but lower, upper and lower again comes to the same for every character,
 * taken one by one (a whole text would end in another sigma than it begins with), except the dotless i.
 */
export function fold(text: string): string {
  let folded = foldOnce(text);
  // One pass leaves a few exotic characters that a second one changes; they settle at once.
  for (let pass = 0; pass < 4; pass += 1) {
    const again = foldOnce(folded);
    if (again === folded) break;
    folded = again;
  }
  return folded;
}

function foldOnce(text: string): string {
  const composed = trim(text).normalize("NFKC");
  return trim([...composed].map(foldCharacter).join("").normalize("NFKC"));
}

function foldCharacter(character: string): string {
  return character === "ı" ? character : character.toLowerCase().toUpperCase().toLowerCase();
}

/** As Unicode has white space; `trim` takes the byte order mark too, and leaves the next-line sign. */
function trim(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
}
