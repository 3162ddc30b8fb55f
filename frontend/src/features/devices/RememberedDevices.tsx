import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { explain } from "@/api/explain";
import { announce } from "@/lib/announce";
import { deviceName } from "@/lib/deviceName";
import { t } from "@/lib/messages/t";
import { formatDay } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Item, ItemList, ListCard } from "@/ui/ListCard";
import { LoadFailure } from "@/ui/LoadFailure";
import { Loading } from "@/ui/Loading";
import { Tag } from "@/ui/Tag";
import { WaitNotice } from "@/ui/WaitNotice";
import { devicesQuery, type RememberedDevice, useForgetAllDevices, useForgetDevice } from "./queries";

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
    <ListCard
      headingRef={headingRef}
      title={t.devices.title}
      lead={devices.length > 0 ? t.devices.lead : data && t.devices.none}
      action={
        devices.length > 1 && (
          <Button
            onClick={() => forgetAll.mutate(undefined, { onSuccess: () => tell(t.devices.allForgotten) })}
          >
            {t.devices.forgetAll}
          </Button>
        )
      }
    >
      {refusal && <WaitNotice fault={explain(refusal)} />}
      {error && <LoadFailure {...explain(error)} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {devices.length > 0 && (
        <ItemList>
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              onForget={() =>
                forget.mutate(device, { onSuccess: () => tell(t.devices.forgotten(deviceName(device.name))) })
              }
            />
          ))}
        </ItemList>
      )}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t.devices.more}</Button>}
    </ListCard>
  );
}

function DeviceRow({ device, onForget }: { device: RememberedDevice; onForget: () => void }) {
  const { created_at, expires_at, current } = device;
  const name = deviceName(device.name);
  return (
    <Item
      name={
        <>
          {name}
          {current && <Tag tone="good">{t.devices.current}</Tag>}
        </>
      }
      lines={[t.devices.span(formatDay(created_at), formatDay(expires_at))]}
    >
      <Button onClick={onForget} aria-label={t.devices.forgetNamed(name)}>
        {t.devices.forget}
      </Button>
    </Item>
  );
}
