import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { explain } from "@/api/explain";
import { announce } from "@/lib/announce";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Row } from "@/ui/Row";
import { Tag } from "@/ui/Tag";
import { WaitNotice } from "@/ui/WaitNotice";
import { devicesQuery, type RememberedDevice, useForgetAllDevices, useForgetDevice } from "./queries";
import styles from "./RememberedDevices.module.css";

/** The browsers that log in without a code, and how to end that. */
export function RememberedDevices() {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(devicesQuery);
  const forget = useForgetDevice();
  const forgetAll = useForgetAllDevices();
  const devices = data?.pages.flatMap((page) => page.items) ?? [];
  const refusal = forget.error ?? forgetAll.error;

  /** The pressed button goes away with its row, so the focus moves to the heading. */
  function tell(message: string) {
    announce(message);
    headingRef.current?.focus();
  }

  return (
    <Card>
      <Row spread>
        <div>
          <h2 ref={headingRef} tabIndex={-1}>
            {t.devices.title}
          </h2>
          <p className={styles.soft}>{devices.length > 0 ? t.devices.lead : data && t.devices.none}</p>
        </div>
        {devices.length > 1 && (
          <Button
            onClick={() => forgetAll.mutate(undefined, { onSuccess: () => tell(t.devices.allForgotten) })}
          >
            {t.devices.forgetAll}
          </Button>
        )}
      </Row>
      {refusal && <WaitNotice fault={explain(refusal)} />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {devices.length > 0 && (
        <ul className={styles.list}>
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              onForget={() =>
                forget.mutate(device, { onSuccess: () => tell(t.devices.forgotten(device.name)) })
              }
            />
          ))}
        </ul>
      )}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.devices.more}</Button>}
    </Card>
  );
}

function DeviceRow({ device, onForget }: { device: RememberedDevice; onForget: () => void }) {
  const { name, created_at, expires_at, current } = device;
  return (
    <li className={styles.device}>
      <div>
        <p className={styles.name}>
          {name}
          {current && <Tag tone="good">{t.devices.current}</Tag>}
        </p>
        <p className={styles.soft}>{t.devices.span(formatDay(created_at), formatDay(expires_at))}</p>
      </div>
      <Button onClick={onForget} aria-label={t.devices.forgetNamed(name)}>
        {t.devices.forget}
      </Button>
    </li>
  );
}
