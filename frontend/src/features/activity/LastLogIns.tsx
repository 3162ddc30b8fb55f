import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { explain } from "@/api/explain";
import { deviceName } from "@/lib/deviceName";
import { t } from "@/lib/messages/t";
import { formatMoment } from "@/lib/time";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import text from "@/ui/styles/text.module.css";
import styles from "./LastLogIns.module.css";
import { lastLogInsQuery } from "./queries";

/** The newest log-ins, for the dashboard. */
export function LastLogIns() {
  const { data: logIns, error, refetch } = useQuery(lastLogInsQuery);

  return (
    <Card>
      <h2>{t.activity.lastLogIns}</h2>
      {!logIns && !error && <Loading />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {logIns?.length === 0 && <p className={text.aside}>{t.activity.noLogIn}</p>}
      {logIns && logIns.length > 0 && (
        <ul className={styles.list}>
          {logIns.map(({ id, at, device_name, ip }) => (
            <li key={id}>
              <time dateTime={at}>{formatMoment(at)}</time>
              <span className={text.aside}>
                {[device_name && deviceName(device_name), ip].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/activity">{t.activity.all}</Link>
      </p>
    </Card>
  );
}
