// Read by people, compiled by nobody here: the project's tests have no Kotlin. For Android; calls block, so make them on Dispatchers.IO.

import java.net.HttpURLConnection
import java.net.URL
import org.json.JSONArray
import org.json.JSONObject

/** A refusal (RFC 9457). Programs go by `code`, people read your own words for it, support asks for `requestId`. */
open class Refusal(body: JSONObject) : Exception(body.getString("detail")) {
    val code: String = body.getString("code")
    val reason: String? = body.optString("reason").ifEmpty { null }
    val retryAfterSeconds: Int? = body.optInt("retry_after").takeIf { it > 0 }
    val attemptsRemaining: Int? = if (body.has("attempts_remaining")) body.getInt("attempts_remaining") else null
    val requestId: String = body.getString("request_id")
}

/** The call wants a proof that is fresher than the session's. */
class StepUpRequired(body: JSONObject) : Refusal(body) {
    val methods: JSONArray = body.getJSONArray("methods")
}

/** What comes after the password. A `status` that this version doesn't know is told as such: later ones may come. */
sealed interface LoginOutcome {
    data object SignedIn : LoginOutcome
    data class SecondFactorRequired(
        val challengeToken: String,
        val methods: List<String>,
        val rememberDeviceDays: Int,
    ) : LoginOutcome
    data object EnrollmentRequired : LoginOutcome
    data class Unknown(val status: String) : LoginOutcome
}

/** Keeps a token: in a file that a key in the Android Keystore encrypts, left out of backups. */
interface SafeStore {
    operator fun get(name: String): String?
    operator fun set(name: String, value: String?)
}

/** One user's session. */
class Portal(private val url: String, private val store: SafeStore, private val deviceName: String) {
    /** In memory alone: it is good for five minutes, and the refresh token brings the next one. */
    private var accessToken: String? = null

    fun logIn(username: String, password: String): LoginOutcome {
        val body = JSONObject()
            .put("username", username)
            .put("password", password)
            .put("device_name", deviceName)
            // A remembered device needs no code; a known one keeps strangers' wrong tries from locking its owner out.
            .putOpt("device_token", store["device_token"])
            .putOpt("known_token", store["known_token"])
        return outcomeOf(send("POST", "/auth/login", body))
    }

    /** `code` as it was typed: an app's, a text's or a backup code; blanks and hyphens don't matter. */
    fun verify(challengeToken: String, code: String, rememberDevice: Boolean): LoginOutcome {
        val body = JSONObject()
            .put("challenge_token", challengeToken)
            .put("code", code)
            .put("remember_device", rememberDevice)
        return outcomeOf(send("POST", "/auth/verify", body))
    }

    /** Sends a code by text; the masked number, for the page. Only where `methods` names `sms`. */
    fun sendText(challengeToken: String): String =
        send("POST", "/auth/sms", JSONObject().put("challenge_token", challengeToken)).getString("phone_hint")

    /** A call of the signed-in user. Where the access token ran out, it is renewed, and the call made once more. */
    fun call(method: String, path: String, body: JSONObject? = null): JSONObject {
        val token = accessToken
        if (token != null) {
            try {
                return send(method, path, body, token)
            } catch (refusal: Refusal) {
                if (refusal.code != "invalid_token") throw refusal
            }
        }
        return send(method, path, body, refresh(instead = token))
    }

    /**
     * A guarded call. `prove` asks its user for a code, by one of these methods, of which `password` is the one where
     * there is no second factor. It gives the body for `/auth/step-up`, or null where they gave up.
     */
    fun guarded(method: String, path: String, body: JSONObject?, prove: (JSONArray) -> JSONObject?): JSONObject? =
        try {
            call(method, path, body)
        } catch (refusal: StepUpRequired) {
            prove(refusal.methods)?.let { proof ->
                accessToken = call("POST", "/auth/step-up", proof).getString("access_token")
                call(method, path, body)
            }
        }

    /** One refresh at a time: who waited for another's takes what that one brought. */
    @Synchronized
    private fun refresh(instead: String?): String {
        accessToken?.takeIf { it != instead }?.let { return it }
        val body = JSONObject().put("refresh_token", store["refresh_token"] ?: throw SignedOut())
        try {
            // A lost answer may be asked for again within 10 seconds: the same successor comes back.
            keep(send("POST", "/auth/refresh", body))
        } catch (refusal: Refusal) {
            if (refusal.code !in setOf("invalid_token", "refresh_reused")) throw refusal
            accessToken = null
            store["refresh_token"] = null
            throw SignedOut(refusal.reason)
        }
        return accessToken!!
    }

    private fun outcomeOf(told: JSONObject): LoginOutcome =
        when (val status = told.getString("status")) {
            "authenticated" -> LoginOutcome.SignedIn.also { keep(told) }
            "second_factor_required" -> LoginOutcome.SecondFactorRequired(
                told.getString("challenge_token"),
                told.getJSONArray("methods").let { all -> List(all.length()) { all.getJSONObject(it).getString("type") } },
                told.getInt("remember_device_days"),
            )
            "enrollment_required" -> LoginOutcome.EnrollmentRequired.also { accessToken = told.getString("access_token") }
            else -> LoginOutcome.Unknown(status)
        }

    /** Tokens that were replaced are of no use any more; one that isn't there leaves the former in force. */
    private fun keep(session: JSONObject) {
        store["refresh_token"] = session.getString("refresh_token")
        for (name in listOf("device_token", "known_token")) if (session.has(name)) store[name] = session.getString(name)
        accessToken = session.getString("access_token")
    }

    private fun send(method: String, path: String, body: JSONObject?, token: String? = null): JSONObject {
        val connection = URL("$url/api/v1$path").openConnection() as HttpURLConnection
        connection.requestMethod = method
        connection.connectTimeout = 15_000
        connection.readTimeout = 15_000
        token?.let { connection.setRequestProperty("Authorization", "Bearer $it") }
        if (body != null) {
            connection.doOutput = true
            connection.setRequestProperty("Content-Type", "application/json")
            connection.outputStream.use { it.write(body.toString().encodeToByteArray()) }
        }
        val refused = connection.responseCode >= 400
        val answer = (if (refused) connection.errorStream else connection.inputStream)
            ?.use { it.readBytes().decodeToString() }
            .orEmpty()
        val told = if (answer.isEmpty()) JSONObject() else JSONObject(answer)
        if (refused) throw if (told.optString("code") == "step_up_required") StepUpRequired(told) else Refusal(told)
        return told
    }
}

/** The session is over: `reason` says why, where the service knows. */
class SignedOut(val reason: String? = null) : Exception("signed out")
