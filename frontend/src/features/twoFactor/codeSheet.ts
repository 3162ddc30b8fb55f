import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";

interface Owner {
  portalName: string;
  username: string;
}

/** What a sheet of backup codes says besides the codes: whose they are, and from when. */
export function sheetLines({ portalName, username }: Owner): [title: string, ...rest: string[]] {
  return [
    t.backupCodes.sheetTitle(portalName),
    t.backupCodes.sheetUser(username),
    t.backupCodes.sheetDate(formatDay(new Date())),
    t.backupCodes.sheetHint,
  ];
}

export function sheetText(owner: Owner, codes: readonly string[]): string {
  const numbered = codes.map((code, index) => `${String(index + 1).padStart(2)}. ${code}`);
  return [...sheetLines(owner), "", ...numbered, ""].join("\n");
}

export function downloadText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
