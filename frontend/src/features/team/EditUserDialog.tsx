import { useQuery } from "@tanstack/react-query";
import { explain } from "@/api/explain";
import { t } from "@/lib/messages/t";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/Loading";
import { Notice } from "@/ui/Notice";
import { PhoneForm } from "./PhoneForm";
import { countriesQuery, teamUserQuery } from "./queries";

/** The dialog behind a row's edit icon. */
export function EditUserDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const { data: user, error: userError } = useQuery(teamUserQuery(userId));
  const { data: countries, error: countriesError } = useQuery(countriesQuery);
  const error = userError ?? countriesError;

  return (
    <Dialog title={user ? t.editUser.title(user.name) : t.common.loading} isOpen onClose={onClose}>
      {error && <Notice tone="danger">{explain(error).message}</Notice>}
      {user && countries ? (
        <PhoneForm user={user} countries={countries} onClose={onClose} />
      ) : (
        !error && <Loading />
      )}
    </Dialog>
  );
}
