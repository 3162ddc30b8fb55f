import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call, callFreshly } from "@/api/call";
import { client } from "@/api/client";
import type { components } from "@/api/schema";
import { beginSession, renewAccessToken } from "@/api/session";
import { t } from "@/lib/messages/t";

type Schemas = components["schemas"];
export type TwoFactorStatus = Schemas["TwoFactorStatus"];
export type Enrollment = Schemas["Enrollment"];

export const twoFactorQuery = queryOptions({
  queryKey: ["two-factor"],
  queryFn: ({ signal }) => call(client.GET("/api/v1/me/two-factor", { signal })),
});

/** Begins an enrolment. The present authenticator stays in force until the new one is confirmed. */
export function beginEnrollment(purpose: string): Promise<Enrollment> {
  return callFreshly(purpose, () => client.POST("/api/v1/me/two-factor/totp"));
}

/** Confirms an enrolment by the app's first code, and goes on in the session that this gives. */
export async function confirmEnrollment(
  enrollmentId: string,
  code: string,
): Promise<Schemas["ConfirmedTwoFactor"]> {
  const confirmed = await call(
    client.POST("/api/v1/me/two-factor/totp/confirm", {
      body: { enrollment_id: enrollmentId, code, transport: "cookie" },
    }),
  );
  const { session, access_token, expires_in } = confirmed;
  if (session?.status === "authenticated") beginSession(session);
  else if (access_token && expires_in) renewAccessToken({ access_token, expires_in });
  return confirmed;
}

export function makeNewBackupCodes(): Promise<Schemas["FreshBackupCodes"]> {
  return callFreshly(t.twoFactor.purposes.newCodes, () => client.POST("/api/v1/me/two-factor/backup-codes"));
}

export function switchOff(): Promise<unknown> {
  return callFreshly(t.twoFactor.purposes.switchOff, () => client.DELETE("/api/v1/me/two-factor"));
}

export function sendTestText(): Promise<Schemas["SentText"]> {
  return call(client.POST("/api/v1/me/phone/code"));
}

export function useVerifyNumber() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => call(client.POST("/api/v1/me/phone/confirm", { body: { code } })),
    onSuccess: () => queryClient.invalidateQueries(twoFactorQuery),
  });
}
