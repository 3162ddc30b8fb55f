import { t } from "@/lib/messages/t";
import { Disclosure } from "@/ui/Disclosure";

/** What to do for those who have neither app nor text nor backup code. */
export function StuckHelp() {
  return (
    <Disclosure summary={t.verify.stuck}>
      <ul>
        {t.verify.stuckWays.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </Disclosure>
  );
}
