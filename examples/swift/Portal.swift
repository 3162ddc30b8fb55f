// Read by people, compiled by nobody here: the project's tests have no Swift. For Swift 5 and iOS 16 and later.

import Foundation
import Security

/// A refusal (RFC 9457). Programs go by `code`, people read your own words for it, support asks for `requestId`.
struct Refusal: Error, Decodable {
    let code: String
    let detail: String
    let requestId: String
    let reason: String?
    let retryAfter: Int?
    let attemptsRemaining: Int?
    let methods: [Method]?
}

struct Method: Decodable {
    /// `totp`, `sms`, `backup_code`; ignore one that this version doesn't know.
    let type: String
    let phoneHint: String?
    let remaining: Int?
}

/// What comes after the password, told apart by `status`; one that this version doesn't know may come later.
struct LoginOutcome: Decodable {
    let status: String
    let accessToken: String?
    let refreshToken: String?
    let deviceToken: String?
    let knownToken: String?
    let challengeToken: String?
    let methods: [Method]?
    let rememberDeviceDays: Int?
}

struct SignedOut: Error {
    /// Why, where the service knows: `expired`, `ended`, `password_changed`, `superseded`.
    let reason: String?
}

/// One user's session. An actor, so that one refresh is made at a time.
actor Portal {
    private let url: URL
    private let deviceName: String
    /// In memory alone: it is good for five minutes, and the refresh token brings the next one.
    private var accessToken: String?
    private var refreshing: Task<String, Error>?

    init(url: URL, deviceName: String) {
        self.url = url
        self.deviceName = deviceName
    }

    func logIn(username: String, password: String) async throws -> LoginOutcome {
        var body: [String: Any] = ["username": username, "password": password, "device_name": deviceName]
        // A remembered device needs no code; a known one keeps strangers' wrong tries from locking its owner out.
        body["device_token"] = Keychain.read("device_token")
        body["known_token"] = Keychain.read("known_token")
        return try await outcome(of: send("POST", "/auth/login", body))
    }

    /// `code` as it was typed: an app's, a text's or a backup code; blanks and hyphens don't matter.
    func verify(challengeToken: String, code: String, rememberDevice: Bool) async throws -> LoginOutcome {
        let body: [String: Any] = ["challenge_token": challengeToken, "code": code, "remember_device": rememberDevice]
        return try await outcome(of: send("POST", "/auth/verify", body))
    }

    /// Sends a code by text; the masked number, for the page. Only where `methods` names `sms`.
    func sendText(challengeToken: String) async throws -> String {
        struct Sent: Decodable { let phoneHint: String }
        let sent: Sent = try decode(await send("POST", "/auth/sms", ["challenge_token": challengeToken]))
        return sent.phoneHint
    }

    /// A call of the signed-in user. Where the access token ran out, it is renewed, and the call made once more.
    func call(_ method: String, _ path: String, _ body: [String: Any]? = nil) async throws -> Data {
        let token = accessToken
        if let token {
            do {
                return try await send(method, path, body, token: token)
            } catch let refusal as Refusal where refusal.code == "invalid_token" {}
        }
        return try await send(method, path, body, token: refresh(insteadOf: token))
    }

    /// A guarded call. `prove` asks its user for a code, by one of these methods, of which `password` is the one where
    /// there is no second factor. It gives the body for `/auth/step-up`, or nil where they gave up.
    func guarded(
        _ method: String, _ path: String, _ body: [String: Any]? = nil,
        prove: ([Method]) async -> [String: Any]?
    ) async throws -> Data? {
        do {
            return try await call(method, path, body)
        } catch let refusal as Refusal where refusal.code == "step_up_required" {
            guard let proof = await prove(refusal.methods ?? []) else { return nil }
            struct Proven: Decodable { let accessToken: String }
            let proven: Proven = try decode(await call("POST", "/auth/step-up", proof))
            accessToken = proven.accessToken // the older ones have ended
            return try await call(method, path, body)
        }
    }

    /// One refresh at a time: who comes meanwhile waits for the same one.
    private func refresh(insteadOf old: String?) async throws -> String {
        if let accessToken, accessToken != old { return accessToken }
        if let refreshing { return try await refreshing.value }
        let task = Task { try await renewed() }
        refreshing = task
        defer { refreshing = nil }
        return try await task.value
    }

    private func renewed() async throws -> String {
        guard let token = Keychain.read("refresh_token") else { throw SignedOut(reason: nil) }
        do {
            // A lost answer may be asked for again within 10 seconds: the same successor comes back.
            let session: LoginOutcome = try decode(await send("POST", "/auth/refresh", ["refresh_token": token]))
            keep(session)
            return session.accessToken ?? ""
        } catch let refusal as Refusal where ["invalid_token", "refresh_reused"].contains(refusal.code) {
            accessToken = nil
            Keychain.write("refresh_token", nil)
            throw SignedOut(reason: refusal.reason)
        }
    }

    private func outcome(of data: Data) throws -> LoginOutcome {
        let outcome: LoginOutcome = try decode(data)
        if outcome.status == "authenticated" { keep(outcome) }
        if outcome.status == "enrollment_required" { accessToken = outcome.accessToken }
        return outcome
    }

    /// Tokens that were replaced are of no use any more; one that isn't there leaves the former in force.
    private func keep(_ session: LoginOutcome) {
        Keychain.write("refresh_token", session.refreshToken)
        if let token = session.deviceToken { Keychain.write("device_token", token) }
        if let token = session.knownToken { Keychain.write("known_token", token) }
        accessToken = session.accessToken
    }

    private func send(_ method: String, _ path: String, _ body: [String: Any]?, token: String? = nil) async throws -> Data {
        guard let address = URL(string: "/api/v1\(path)", relativeTo: url) else { throw URLError(.badURL) }
        var request = URLRequest(url: address, timeoutInterval: 15)
        request.httpMethod = method
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
        }
        let (data, answer) = try await URLSession.shared.data(for: request)
        guard let answer = answer as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        if answer.statusCode >= 400 { throw try decode(data) as Refusal }
        return data
    }

    private func decode<Told: Decodable>(_ data: Data) throws -> Told {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Told.self, from: data)
    }
}

/// Tokens in the keychain of this device: readable after the first unlock, in no backup and on no other device.
enum Keychain {
    private static func item(_ name: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: "portal", kSecAttrAccount: name]
    }

    static func read(_ name: String) -> String? {
        var query = item(name)
        query[kSecReturnData] = true
        var found: CFTypeRef?
        guard SecItemCopyMatching(query as CFDictionary, &found) == errSecSuccess, let data = found as? Data else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    static func write(_ name: String, _ value: String?) {
        SecItemDelete(item(name) as CFDictionary)
        guard let value else { return }
        var new = item(name)
        new[kSecValueData] = Data(value.utf8)
        new[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        SecItemAdd(new as CFDictionary, nil)
    }
}
