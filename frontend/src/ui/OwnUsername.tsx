import { t } from "@/lib/messages/t";
import { TextField } from "./TextField";

/** Whose password it is, to be seen and not to be changed: password managers keep one beside the other. */
export function OwnUsername({ username }: { username: string }) {
  return (
    <TextField
      label={t.common.username}
      name="username"
      value={username}
      autoComplete="username"
      readOnly
      onChange={() => undefined}
    />
  );
}
