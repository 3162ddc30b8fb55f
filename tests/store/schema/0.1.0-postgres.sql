-- Alice has 7QOS3M55MV2RTNODGT5XRPU4KRE7H2RM 0CDKN-6DX71
CREATE TABLE public.activity (
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    at bigint NOT NULL,
    action character varying NOT NULL,
    actor_id uuid,
    subject_id uuid,
    ip character varying,
    device_name character varying,
    detail text NOT NULL
);
CREATE TABLE public.api_tokens (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    name character varying NOT NULL,
    scopes text NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint,
    expires_at bigint NOT NULL
);
CREATE TABLE public.backup_codes (
    user_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    generated_at bigint NOT NULL,
    spent_at bigint
);
CREATE TABLE public.enrollment_grants (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    known_client_id uuid,
    device_name character varying NOT NULL,
    ip character varying NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint
);
CREATE TABLE public.known_clients (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    replaced_hash bytea,
    second_factor_proven boolean NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL
);
CREATE TABLE public.links (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    purpose character varying NOT NULL,
    email character varying,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);
CREATE TABLE public.login_challenges (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    known_client_id uuid,
    wrong_codes integer NOT NULL,
    device_name character varying NOT NULL,
    ip character varying NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint
);
CREATE TABLE public.mails (
    id uuid NOT NULL,
    kind character varying NOT NULL,
    user_id uuid,
    recipient character varying,
    address character varying,
    payload bytea NOT NULL,
    leaves_at bigint NOT NULL,
    next_try_at bigint NOT NULL,
    tries integer NOT NULL,
    done_at bigint
);
CREATE TABLE public.notices (
    user_id uuid NOT NULL,
    kind character varying NOT NULL,
    sent_at bigint NOT NULL
);
CREATE TABLE public.pending_enrollments (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    begun_by uuid NOT NULL,
    secret bytea NOT NULL,
    wrong_codes integer NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.remembered_devices (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    replaced_hash bytea,
    replaced_at bigint,
    name character varying NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.seaql_migrations (
    version character varying NOT NULL,
    applied_at bigint NOT NULL
);
CREATE TABLE public.sent_texts (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    team_id uuid NOT NULL,
    phone character varying NOT NULL,
    address character varying NOT NULL,
    sent_at bigint NOT NULL
);
CREATE TABLE public.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    client character varying NOT NULL,
    transport character varying NOT NULL,
    generation bigint NOT NULL,
    amr character varying NOT NULL,
    auth_time bigint NOT NULL,
    fresh_at bigint,
    known_client_id uuid,
    refresh_hash bytea NOT NULL,
    device_name character varying NOT NULL,
    ip character varying NOT NULL,
    created_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    idle_expires_at bigint NOT NULL,
    absolute_expires_at bigint NOT NULL,
    ended_at bigint,
    end_reason character varying
);
CREATE TABLE public.signing_keys (
    kid character varying NOT NULL,
    private_key bytea NOT NULL,
    public_key bytea NOT NULL,
    created_at bigint NOT NULL,
    signs_from bigint NOT NULL,
    retires_at bigint
);
CREATE TABLE public.sms_codes (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose character varying NOT NULL,
    subject_id uuid NOT NULL,
    code bytea NOT NULL,
    wrong_codes integer NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.spent_refresh_tokens (
    token_hash bytea NOT NULL,
    session_id uuid NOT NULL,
    spent_at bigint NOT NULL
);
CREATE TABLE public.tallies (
    subject character varying NOT NULL,
    kind character varying NOT NULL,
    client uuid NOT NULL,
    wrong_in_row integer NOT NULL,
    last_wrong_at bigint
);
CREATE TABLE public.teams (
    id uuid NOT NULL,
    name character varying NOT NULL,
    require_two_factor boolean NOT NULL,
    require_two_factor_for_admins boolean NOT NULL,
    grace_days integer NOT NULL,
    allow_sms boolean NOT NULL,
    allow_remember_device boolean NOT NULL,
    policy_since bigint NOT NULL,
    created_at bigint NOT NULL,
    policy_of_members_since bigint
);
CREATE TABLE public.totp_authenticators (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret bytea NOT NULL,
    last_accepted_step bigint,
    confirmed_at bigint NOT NULL
);
CREATE TABLE public.users (
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    username character varying NOT NULL,
    username_folded character varying NOT NULL,
    name character varying NOT NULL,
    name_folded character varying NOT NULL,
    email character varying NOT NULL,
    email_folded character varying NOT NULL,
    role character varying NOT NULL,
    active boolean NOT NULL,
    password_hash bytea,
    country_code character varying,
    cell_phone character varying,
    phone_verified boolean NOT NULL,
    locale character varying NOT NULL,
    created_at bigint NOT NULL,
    last_login_at bigint
);
CREATE TABLE public.wrong_codes (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.wrong_passwords (
    id uuid NOT NULL,
    address character varying NOT NULL,
    at bigint NOT NULL
);
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-41ca-7828-bb86-6cc91df6996e', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624074, 'user_added', NULL, '01a2271e-4179-744e-b3c8-efdd667aac72', NULL, NULL, '{"by":"command_line","role":"member"}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-4265-7e7d-a375-826f71513648', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624229, 'user_added', NULL, '01a2271e-4206-70d3-98fa-7d16d7b35ccd', NULL, NULL, '{"by":"command_line","role":"admin"}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-4342-70a5-86b4-377524995c17', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624450, 'logged_in', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{"known_client":false,"proof":"password"}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-4377-7af5-9822-2a03ca6e8dbd', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624503, 'two_factor_enabled', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-447e-70c9-92d0-b4009ea68f1d', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624766, 'phone_changed', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-44a8-7891-8a23-bf958e6ffb39', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624808, 'api_token_created', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{"name":"report"}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-44cb-7d44-b14b-4272ebca2974', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624843, 'user_invited', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-44be-74ac-a206-bde5f440536b', '127.0.0.1', 'Unknown device', '{"role":"member"}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-4535-7042-bce6-31cbcaf2b1cc', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624949, 'backup_code_spent', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{"left":9}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-453e-77d3-a55e-b44a3e343283', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624958, 'logged_in', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{"known_client":false,"proof":"backup_code"}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-4541-76cf-bedd-fe45fd6028f8', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952624961, 'device_remembered', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '127.0.0.1', 'Unknown device', '{}');
INSERT INTO public.activity (id, team_id, at, action, actor_id, subject_id, ip, device_name, detail) VALUES ('01a2271e-464a-77d0-b1eb-0ad2534cfd8a', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 1795952625226, 'policy_changed', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', NULL, '127.0.0.1', 'Unknown device', '{"allow_remember_device":true,"allow_sms":true,"grace_days":0,"require_two_factor":true,"require_two_factor_for_admins":true}');
INSERT INTO public.api_tokens (id, user_id, token_hash, name, scopes, created_at, last_used_at, expires_at) VALUES ('01a2271e-44a5-7bc3-9236-68bb0cf39b2a', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x1cf522a078e6fa375fb6eb1fe803928a1401dfa7c62f82a6c6def064ca86453d', 'report', 'account:read', 1795952624805, NULL, 1803728624805);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xeaa3ae137a138d67029956333027338a5bcb4d33ce5fc47cb1a196c87e18910d', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x0fc9e22fce1753b5073c50473febdd878f728ff5a2e548c00b817b50142d589c', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xd5ae2cb36422e330abe2f660ef7617615e19c2a692fdc109acc96cf8d2e98803', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x02c2f604cd3b1b85e848b2466febb40fd1a974747dcd077e12a1d4e06bcfed9a', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xdcf7c9f37c3e0c8089da7b52f009ad553889a562cf95f633d2a2f72c9b6c1b6c', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x7a6c3f079c7700cd4d8529ff72335e9f5fc05f2a5e2a09053a579b942882b925', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x35b808236a01d42ebeeb7895d818960b1b890eb60fc6c268bdd570fb09d5dcbe', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xe6b72f0ca1a0c20a590ee092d28dbdf8bacb6de34b4d5cb6be8570ba4f0f6417', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x9c8d93e409fa15c18495f2b88d110318fcc8438c812db885dcd864dfdc10ef11', 1795952624510, NULL);
INSERT INTO public.backup_codes (user_id, code_hash, generated_at, spent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xa4f3a25f92afff51f0e7a8bcda3505101f0244a2eb261ccbcf53039281281d8d', 1795952624510, 1795952624942);
INSERT INTO public.enrollment_grants (id, token_hash, user_id, known_client_id, device_name, ip, created_at, expires_at, ended_at) VALUES ('01a2271e-468a-78b0-998c-c5e1f46585b6', '\xbcea4c09aebff188803eb80d8db07a86bdf4ff25b6f96e898d24ef05ce4422a7', '01a2271e-4179-744e-b3c8-efdd667aac72', NULL, 'Unknown device', '127.0.0.1', 1795952625290, 1795953525290, NULL);
INSERT INTO public.known_clients (id, user_id, token_hash, replaced_hash, second_factor_proven, created_at, last_used_at) VALUES ('01a2271e-4536-7c35-80d0-a22e963c563b', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xc6127c3e5943f1bb42baaac3a41fc2244cbcd1b70a77d94eb8b06ca2e0508809', NULL, true, 1795952624950, 1795952624950);
INSERT INTO public.links (id, token_hash, user_id, purpose, email, created_at, expires_at, used_at) VALUES ('01a2271e-44c9-753d-9776-529fa81207bf', '\x9993f3a71acf8e78f9e4478a268c936f74361da934145226ffc6e62789acae45', '01a2271e-44be-74ac-a206-bde5f440536b', 'invitation', NULL, 1795952624841, 1796557424841, NULL);
INSERT INTO public.login_challenges (id, token_hash, user_id, known_client_id, wrong_codes, device_name, ip, created_at, expires_at, ended_at) VALUES ('01a2271e-45b8-77c4-a37d-9fd17582bbac', '\x8b5d1c0aeadf4c5307e14223aea8de9fac6299ec68215d6e42fae31ad2596157', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', NULL, 1, 'Unknown device', '127.0.0.1', 1795952625080, 1795952925080, NULL);
INSERT INTO public.mails (id, kind, user_id, recipient, address, payload, leaves_at, next_try_at, tries, done_at) VALUES ('01a2271e-4347-77f8-a69d-3ddc4d94b176', 'logged_in', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'alice@example.com', NULL, '\x', 1795952624454, 1795952744462, 1, 1795952624465);
INSERT INTO public.mails (id, kind, user_id, recipient, address, payload, leaves_at, next_try_at, tries, done_at) VALUES ('01a2271e-4377-743f-8a0e-81c59e3215d8', 'two_factor_enabled', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'alice@example.com', NULL, '\x', 1795952624503, 1795952744516, 1, 1795952624517);
INSERT INTO public.mails (id, kind, user_id, recipient, address, payload, leaves_at, next_try_at, tries, done_at) VALUES ('01a2271e-447f-7f1a-94df-a9f6a0400302', 'phone_changed', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'alice@example.com', NULL, '\x', 1795952624767, 1795952744778, 1, 1795952624786);
INSERT INTO public.mails (id, kind, user_id, recipient, address, payload, leaves_at, next_try_at, tries, done_at) VALUES ('01a2271e-44a9-78f6-8861-843463035932', 'api_token_created', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'alice@example.com', NULL, '\x', 1795952624808, 1795952744814, 1, 1795952624817);
INSERT INTO public.mails (id, kind, user_id, recipient, address, payload, leaves_at, next_try_at, tries, done_at) VALUES ('01a2271e-44ca-72e8-9c2d-6b3f0446df7f', 'invitation_link', '01a2271e-44be-74ac-a206-bde5f440536b', 'carol@example.com', '127.0.0.1/32', '\x', 1795952624841, 1795952744847, 1, 1795952624850);
INSERT INTO public.mails (id, kind, user_id, recipient, address, payload, leaves_at, next_try_at, tries, done_at) VALUES ('01a2271e-4536-7fc2-b141-9807fa369f82', 'backup_code_spent', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'alice@example.com', NULL, '\x', 1795952624949, 1795952744967, 1, 1795952624970);
INSERT INTO public.notices (user_id, kind, sent_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'unknown_client 127.0.0.1/32', 1795952624447);
INSERT INTO public.pending_enrollments (id, user_id, begun_by, secret, wrong_codes, expires_at) VALUES ('01a2271e-469c-71f6-a9d7-45b587e75fe3', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-433b-794a-88a1-7b88312a98d0', '\x019a2fb8764e28fc514417502a57b055498972296b40aea33bfefcb966bb317b2e0761b6a136cd6fa4202481edef90610e01826be69ec02e3d1587a1e1f3825af8', 0, 1795953225308);
INSERT INTO public.remembered_devices (id, user_id, token_hash, replaced_hash, replaced_at, name, created_at, last_used_at, expires_at) VALUES ('01a2271e-4536-778e-982c-6b7483b58f21', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\xb2423201ed4acae46a6146785fdf139efacd8b0a64ba8d03a6e0993a3ac4197a', NULL, NULL, 'Unknown device', 1795952624950, 1795952624950, 1798544624950);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000001_create_teams', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000002_create_users', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000003_create_authenticators', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000004_create_sessions', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000005_create_challenges', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000006_create_texts', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000007_create_clients', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000008_create_throttles', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000009_create_links', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000010_create_signing_keys', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000011_create_activity', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000012_create_mails', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000013_index_what_expires', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000014_create_api_tokens', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000015_add_policy_of_members_since', 1795952623);
INSERT INTO public.seaql_migrations (version, applied_at) VALUES ('m20261125_000016_keep_texts_of_removed_users', 1795952623);
INSERT INTO public.sent_texts (id, user_id, team_id, phone, address, sent_at) VALUES ('01a2271e-45ce-7526-9c31-e964e1a63d6b', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4131-79a4-8ba6-cddae8e681a5', '+12015550142', '127.0.0.1/32', 1795952625102);
INSERT INTO public.sessions (id, user_id, client, transport, generation, amr, auth_time, fresh_at, known_client_id, refresh_hash, device_name, ip, created_at, last_seen_at, idle_expires_at, absolute_expires_at, ended_at, end_reason) VALUES ('01a2271e-433b-794a-88a1-7b88312a98d0', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'api', 'bearer', 2, 'otp', 1795952624512, 1795952624512, '01a2271e-433b-7e7c-8360-9606129c0846', '\xc44578009ab0e14c64ed67b4d97a03c5889d3dbd6dc4196f31fc799a66e5df9a', 'Unknown device', '127.0.0.1', 1795952624443, 1795952624443, 1795956224443, 1796039024443, NULL, NULL);
INSERT INTO public.sessions (id, user_id, client, transport, generation, amr, auth_time, fresh_at, known_client_id, refresh_hash, device_name, ip, created_at, last_seen_at, idle_expires_at, absolute_expires_at, ended_at, end_reason) VALUES ('01a2271e-4536-798c-a07c-3b3b3dcea232', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'api', 'bearer', 1, 'recovery', 1795952624950, 1795952624950, '01a2271e-4536-7c35-80d0-a22e963c563b', '\xd983492d58f09178169522b13a83d58d2361bc9b4c66808cf888640dc9f5cbe1', 'Unknown device', '127.0.0.1', 1795952624950, 1795952624982, 1795956224982, 1796039024950, NULL, NULL);
INSERT INTO public.signing_keys (kid, private_key, public_key, created_at, signs_from, retires_at) VALUES ('lcwGVeCVRxOdedWc4-Dcs0x2cm1AqMUMYbtRCb5IQO0', '\x019a2fb8767a001aa55bb114f597c229f2d0a88d74fbc954940cc8a9d9f036bd83c65cfa76fcbc6cffa38f2cad9e8b4b200f60407bbfb2e3a4e6304b22bff863b2f5f052d5972211a56a14148c5ea9500f3fca1e22a6b55e410da3d15b', '\xa13c026809c0e70b6760b07f26afee26bf62a49f04076a4650bc57184978e9dd', 1795952623918, 1795952623918, NULL);
INSERT INTO public.sms_codes (id, user_id, purpose, subject_id, code, wrong_codes, expires_at) VALUES ('01a2271e-45d4-73b4-998a-21a6e2df3a50', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'log_in', '01a2271e-45b8-77c4-a37d-9fd17582bbac', '\x019a2fb8762c6a25a743bc9deec07d3edb331126868817b2fe3f6973d5fe0e79d7269a98dbcf24364caf9d3da2890d02bc4a77', 0, 1795952925102);
INSERT INTO public.spent_refresh_tokens (token_hash, session_id, spent_at) VALUES ('\x6545ceb3a855c75ce777b2f6759d4a3d19f66fe8ff255bfabdc375d2ab1810f9', '01a2271e-4536-798c-a07c-3b3b3dcea232', 1795952624982);
INSERT INTO public.tallies (subject, kind, client, wrong_in_row, last_wrong_at) VALUES ('user:01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'password', '00000000-0000-0000-0000-000000000000', 0, NULL);
INSERT INTO public.tallies (subject, kind, client, wrong_in_row, last_wrong_at) VALUES ('user:01a2271e-4206-70d3-98fa-7d16d7b35ccd', 'second_factor', '00000000-0000-0000-0000-000000000000', 1, 1795952625129);
INSERT INTO public.tallies (subject, kind, client, wrong_in_row, last_wrong_at) VALUES ('user:01a2271e-4179-744e-b3c8-efdd667aac72', 'password', '00000000-0000-0000-0000-000000000000', 0, NULL);
INSERT INTO public.teams (id, name, require_two_factor, require_two_factor_for_admins, grace_days, allow_sms, allow_remember_device, policy_since, created_at, policy_of_members_since) VALUES ('01a2271e-4131-79a4-8ba6-cddae8e681a5', 'Acme', true, true, 0, true, true, 1795952623921, 1795952623921, 1795952625222);
INSERT INTO public.totp_authenticators (id, user_id, secret, last_accepted_step, confirmed_at) VALUES ('01a2271e-4372-7bcb-8add-1dcd8aba6c20', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', '\x019a2fb876383496f133332ee5fd2827be18e30aeaabb59595fbc173f22b90cd429fa5f1ee15583dec83ea1381eac2ac549090ba6a6c4f72cced9de8ccb7ed1d3e', 59865087, 1795952624498);
INSERT INTO public.users (id, team_id, username, username_folded, name, name_folded, email, email_folded, role, active, password_hash, country_code, cell_phone, phone_verified, locale, created_at, last_login_at) VALUES ('01a2271e-4179-744e-b3c8-efdd667aac72', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 'bob', 'bob', 'Somebody Else', 'somebody else', 'bob@example.com', 'bob@example.com', 'member', true, '\x019a2fb876508ce980936ae0cc2e7512f60e1c5fe08f5f7a05da517d975722f9310bec70a91580d87dc0453f6ca27dc1ba5fe9cf00d211237db2d8ba60f9ed523e855a992de5d2f160d704bb2b0a74707774bd0258858abbb657f1b9c9189800bb6f36fc21781a504945317ff70edfa76d66c237f56fc1ff7c62a6728730c28e0f04f8adba0a7be1c4acc2119e24', NULL, NULL, false, 'en', 1795952623993, NULL);
INSERT INTO public.users (id, team_id, username, username_folded, name, name_folded, email, email_folded, role, active, password_hash, country_code, cell_phone, phone_verified, locale, created_at, last_login_at) VALUES ('01a2271e-44be-74ac-a206-bde5f440536b', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 'carol', 'carol', 'Carol', 'carol', 'carol@example.com', 'carol@example.com', 'member', true, NULL, NULL, NULL, false, 'en', 1795952624839, NULL);
INSERT INTO public.users (id, team_id, username, username_folded, name, name_folded, email, email_folded, role, active, password_hash, country_code, cell_phone, phone_verified, locale, created_at, last_login_at) VALUES ('01a2271e-4206-70d3-98fa-7d16d7b35ccd', '01a2271e-4131-79a4-8ba6-cddae8e681a5', 'alice', 'alice', 'Alice', 'alice', 'alice@example.com', 'alice@example.com', 'admin', true, '\x019a2fb8767c42c12224102391ea0c9d86d8a306108c03268de90da54c4230be2ab5a382dbe41fdb7399ecc7aae54b9b5106e77c0bc4d863b2ff509b85b293de2850d5c70dec7c018fe94f9737a1854278e920b1728ac9ecf835171d099f7d241236bddf072502944ab3779974d4ff9633a87f4e0dc4b88a544d86cdc6c624de41c9b488990c2596b70801721d6b', 'US', '+12015550142', true, 'en', 1795952624135, 1795952624950);
INSERT INTO public.wrong_codes (id, user_id, at) VALUES ('01a2271e-45f1-72e1-85ce-83357ae30f88', '01a2271e-4206-70d3-98fa-7d16d7b35ccd', 1795952625129);
INSERT INTO public.wrong_passwords (id, address, at) VALUES ('01a2271e-4633-73bd-989e-d8b7598a1c8b', '127.0.0.1/32', 1795952625203);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.backup_codes
    ADD CONSTRAINT backup_codes_pkey PRIMARY KEY (user_id, code_hash);
ALTER TABLE ONLY public.enrollment_grants
    ADD CONSTRAINT enrollment_grants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.known_clients
    ADD CONSTRAINT known_clients_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.login_challenges
    ADD CONSTRAINT login_challenges_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (user_id, kind);
ALTER TABLE ONLY public.pending_enrollments
    ADD CONSTRAINT pending_enrollments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.remembered_devices
    ADD CONSTRAINT remembered_devices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.seaql_migrations
    ADD CONSTRAINT seaql_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.sent_texts
    ADD CONSTRAINT sent_texts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (kid);
ALTER TABLE ONLY public.sms_codes
    ADD CONSTRAINT sms_codes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.spent_refresh_tokens
    ADD CONSTRAINT spent_refresh_tokens_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.tallies
    ADD CONSTRAINT tallies_pkey PRIMARY KEY (subject, kind, client);
ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.totp_authenticators
    ADD CONSTRAINT totp_authenticators_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wrong_codes
    ADD CONSTRAINT wrong_codes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wrong_passwords
    ADD CONSTRAINT wrong_passwords_pkey PRIMARY KEY (id);
CREATE INDEX activity_actor_id_id_idx ON public.activity USING btree (actor_id, id);
CREATE INDEX activity_at_idx ON public.activity USING btree (at);
CREATE INDEX activity_subject_id_id_idx ON public.activity USING btree (subject_id, id);
CREATE INDEX activity_team_id_id_idx ON public.activity USING btree (team_id, id);
CREATE INDEX api_tokens_expires_at_idx ON public.api_tokens USING btree (expires_at);
CREATE UNIQUE INDEX api_tokens_token_hash_key ON public.api_tokens USING btree (token_hash);
CREATE INDEX api_tokens_user_id_idx ON public.api_tokens USING btree (user_id);
CREATE INDEX enrollment_grants_expires_at_idx ON public.enrollment_grants USING btree (expires_at);
CREATE UNIQUE INDEX enrollment_grants_token_hash_key ON public.enrollment_grants USING btree (token_hash);
CREATE INDEX enrollment_grants_user_id_idx ON public.enrollment_grants USING btree (user_id);
CREATE INDEX known_clients_last_used_at_idx ON public.known_clients USING btree (last_used_at);
CREATE INDEX known_clients_replaced_hash_idx ON public.known_clients USING btree (replaced_hash);
CREATE UNIQUE INDEX known_clients_token_hash_key ON public.known_clients USING btree (token_hash);
CREATE INDEX known_clients_user_id_idx ON public.known_clients USING btree (user_id);
CREATE INDEX links_expires_at_idx ON public.links USING btree (expires_at);
CREATE UNIQUE INDEX links_token_hash_key ON public.links USING btree (token_hash);
CREATE INDEX links_user_id_idx ON public.links USING btree (user_id);
CREATE INDEX login_challenges_ended_at_expires_at_idx ON public.login_challenges USING btree (ended_at, expires_at);
CREATE INDEX login_challenges_expires_at_idx ON public.login_challenges USING btree (expires_at);
CREATE UNIQUE INDEX login_challenges_token_hash_key ON public.login_challenges USING btree (token_hash);
CREATE INDEX login_challenges_user_id_idx ON public.login_challenges USING btree (user_id);
CREATE INDEX mails_address_kind_leaves_at_idx ON public.mails USING btree (address, kind, leaves_at);
CREATE INDEX mails_done_at_next_try_at_idx ON public.mails USING btree (done_at, next_try_at);
CREATE INDEX mails_recipient_kind_leaves_at_idx ON public.mails USING btree (recipient, kind, leaves_at);
CREATE INDEX mails_user_id_kind_leaves_at_idx ON public.mails USING btree (user_id, kind, leaves_at);
CREATE INDEX notices_sent_at_idx ON public.notices USING btree (sent_at);
CREATE INDEX pending_enrollments_expires_at_idx ON public.pending_enrollments USING btree (expires_at);
CREATE UNIQUE INDEX pending_enrollments_user_id_key ON public.pending_enrollments USING btree (user_id);
CREATE INDEX remembered_devices_expires_at_idx ON public.remembered_devices USING btree (expires_at);
CREATE INDEX remembered_devices_replaced_hash_idx ON public.remembered_devices USING btree (replaced_hash);
CREATE UNIQUE INDEX remembered_devices_token_hash_key ON public.remembered_devices USING btree (token_hash);
CREATE INDEX remembered_devices_user_id_idx ON public.remembered_devices USING btree (user_id);
CREATE INDEX sent_texts_address_sent_at_idx ON public.sent_texts USING btree (address, sent_at);
CREATE INDEX sent_texts_phone_sent_at_idx ON public.sent_texts USING btree (phone, sent_at);
CREATE INDEX sent_texts_sent_at_idx ON public.sent_texts USING btree (sent_at);
CREATE INDEX sent_texts_team_id_sent_at_idx ON public.sent_texts USING btree (team_id, sent_at);
CREATE INDEX sent_texts_user_id_sent_at_idx ON public.sent_texts USING btree (user_id, sent_at);
CREATE INDEX sessions_ended_at_idx ON public.sessions USING btree (ended_at);
CREATE INDEX sessions_idle_expires_at_idx ON public.sessions USING btree (idle_expires_at);
CREATE UNIQUE INDEX sessions_refresh_hash_key ON public.sessions USING btree (refresh_hash);
CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);
CREATE INDEX sms_codes_expires_at_idx ON public.sms_codes USING btree (expires_at);
CREATE UNIQUE INDEX sms_codes_subject_id_purpose_key ON public.sms_codes USING btree (subject_id, purpose);
CREATE INDEX sms_codes_user_id_idx ON public.sms_codes USING btree (user_id);
CREATE INDEX spent_refresh_tokens_session_id_idx ON public.spent_refresh_tokens USING btree (session_id);
CREATE INDEX tallies_kind_last_wrong_at_idx ON public.tallies USING btree (kind, last_wrong_at);
CREATE UNIQUE INDEX teams_name_key ON public.teams USING btree (name);
CREATE UNIQUE INDEX totp_authenticators_user_id_key ON public.totp_authenticators USING btree (user_id);
CREATE INDEX users_email_folded_idx ON public.users USING btree (email_folded);
CREATE INDEX users_team_id_id_idx ON public.users USING btree (team_id, id);
CREATE UNIQUE INDEX users_username_folded_key ON public.users USING btree (username_folded);
CREATE INDEX wrong_codes_at_idx ON public.wrong_codes USING btree (at);
CREATE INDEX wrong_codes_user_id_at_idx ON public.wrong_codes USING btree (user_id, at);
CREATE INDEX wrong_passwords_address_at_idx ON public.wrong_passwords USING btree (address, at);
CREATE INDEX wrong_passwords_at_idx ON public.wrong_passwords USING btree (at);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.backup_codes
    ADD CONSTRAINT backup_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.enrollment_grants
    ADD CONSTRAINT enrollment_grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.known_clients
    ADD CONSTRAINT known_clients_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.login_challenges
    ADD CONSTRAINT login_challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.pending_enrollments
    ADD CONSTRAINT pending_enrollments_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.remembered_devices
    ADD CONSTRAINT remembered_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sms_codes
    ADD CONSTRAINT sms_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.spent_refresh_tokens
    ADD CONSTRAINT spent_refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.totp_authenticators
    ADD CONSTRAINT totp_authenticators_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.wrong_codes
    ADD CONSTRAINT wrong_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
