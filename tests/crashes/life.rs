use std::{
    path::Path,
    time::{Duration, Instant},
};

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use vestibule_domain::id::{TeamId, UserId};

use super::{
    act::{Act, Proof, code_at, strings},
    caller::{Caller, Outcome},
    chance::Chance,
    ground::messages,
};
use crate::{
    cli::process::token_in,
    support::{Answer, Call, Message, PASSWORD, Value, code_in, json},
};

/// A person, and all that the service told them: what was answered holds.
#[derive(Debug)]
pub struct Life {
    pub team: TeamId,
    pub user: UserId,
    pub username: String,
    pub email: String,
    /// From where they call.
    pub address: String,
    pub phone: String,
    pub has_phone: bool,
    texted: bool,
    pub password: String,
    pub former_password: Option<String>,
    pub app: Option<Authenticator>,
    /// Backup codes that they know to be unspent.
    pub codes: Vec<String>,
    /// How many are unspent, those included whose list was lost on its way.
    pub codes_left: usize,
    pending: Option<(String, Vec<u8>)>,
    pub sessions: Vec<Session>,
    /// Sessions that began, and whose tokens were lost on their way.
    pub lost_sessions: usize,
    pub ended: Vec<Session>,
    pub spent: Spent,
    /// What the activity log has.
    pub rows: Vec<&'static str>,
    /// What was asked for last, and not answered.
    pub under_way: Option<(Act, Instant)>,
    passwords: u32,
}

/// An app whose codes count.
#[derive(Clone, Debug)]
pub struct Authenticator {
    pub secret: Vec<u8>,
    /// The last step that was accepted.
    pub step: u64,
}

#[derive(Clone, Debug)]
pub struct Session {
    pub id: String,
    pub generation: i64,
    /// None where it was lost on its way.
    pub access: Option<String>,
    pub refresh: String,
}

/// What worked once.
#[derive(Debug, Default)]
pub struct Spent {
    pub totp: Vec<Authenticator>,
    /// Backup codes of the list in force.
    pub codes: Vec<String>,
    /// Lists that another one took the place of.
    pub void_codes: Vec<String>,
    pub texts: Vec<(String, String)>,
    pub links: Vec<String>,
}

impl Life {
    pub fn new(
        team: TeamId,
        user: UserId,
        username: String,
        email: String,
        address: String,
        phone: String,
    ) -> Self {
        Self {
            team,
            user,
            username,
            email,
            address,
            phone,
            has_phone: false,
            texted: false,
            password: PASSWORD.to_owned(),
            former_password: None,
            app: None,
            codes: Vec::new(),
            codes_left: 0,
            pending: None,
            sessions: Vec::new(),
            lost_sessions: 0,
            ended: Vec::new(),
            spent: Spent::default(),
            rows: Vec::new(),
            under_way: None,
            passwords: 0,
        }
    }

    /// Acts, one thing after another, until something is killed.
    pub async fn live(&mut self, caller: &Caller, outbox: &Path, mut chance: Chance) {
        while !caller.is_over() {
            let Some(act) = self.choose(caller, outbox, &mut chance).await else { continue };
            if self.perform(caller, act).await.is_none() {
                return;
            }
        }
    }

    /// Does one thing: whether it was done, or `None` where nobody knows.
    pub async fn perform(&mut self, caller: &Caller, act: Act) -> Option<bool> {
        self.under_way = Some((act.clone(), Instant::now()));
        let token = self.sessions.last().and_then(|session| session.access.clone());
        let token = token.filter(|_| !matches!(act, Act::LogIn(_) | Act::Refresh | Act::Reset { .. }));
        let Outcome::Answered(answer) = caller.send(&self.address, token.as_deref(), act.call(self)).await
        else {
            return None;
        };
        self.under_way = None;
        match answer.status {
            200..300 => {
                self.apply(&act, Some(&answer));
                Some(true)
            }
            // A slow machine: the session isn't fresh enough any more.
            403 if answer["code"] == "step_up_required" => Some(false),
            _ => panic!("{act:?} is answered {answer}\n{self:#?}"),
        }
    }

    /// The code of a proof, as it is typed.
    pub fn code(&self, proof: &Proof) -> Option<String> {
        match proof {
            Proof::Nothing => None,
            Proof::Totp(step) => self.app.as_ref().map(|app| code_at(&app.secret, *step)),
            Proof::BackupCode(code) | Proof::Text { code, .. } => Some(code.clone()),
        }
    }

    /// What follows from an act that was done; its answer may be lost.
    pub fn apply(&mut self, act: &Act, answer: Option<&Answer>) {
        self.rows.extend(act.rows(self));
        let access = || answer.and_then(|answer| answer["access_token"].as_str()).map(str::to_owned);
        match act {
            Act::LogIn(proof) => {
                self.spend(proof);
                match answer {
                    Some(answer) => self.sessions.push(Session::opened(answer)),
                    None => self.lost_sessions += 1,
                }
            }
            Act::Begin => {
                self.pending = answer.map(|answer| {
                    let secret = BASE32_NOPAD.decode(answer.text("secret").as_bytes()).expect("base32");
                    (answer.text("enrollment_id").to_owned(), secret)
                });
            }
            Act::Confirm { secret, step, .. } => {
                self.pending = None;
                self.end_others();
                self.app = Some(Authenticator { secret: secret.clone(), step: *step });
                self.spent.totp.extend(self.app.clone());
                self.put_in_force(answer);
                self.raise(access());
            }
            Act::Renew => self.put_in_force(answer),
            Act::SwitchOff => {
                self.pending = None;
                self.app = None;
                self.end_others();
                self.put_in_force(None);
                self.codes_left = 0;
            }
            Act::StepUp(proof) => {
                self.spend(proof);
                self.raise(access());
            }
            Act::Refresh => {
                if let (Some(session), Some(answer)) = (self.sessions.last_mut(), answer) {
                    session.access = access();
                    answer.text("refresh_token").clone_into(&mut session.refresh);
                }
            }
            Act::SavePhone => {
                self.has_phone = true;
                self.end_others();
            }
            Act::ChangePassword(new) => {
                self.former_password = Some(std::mem::replace(&mut self.password, new.clone()));
                self.end_others();
            }
            Act::Reset { token, password } => {
                self.former_password = Some(std::mem::replace(&mut self.password, password.clone()));
                self.spent.links.push(token.clone());
                self.end_others();
                self.ended.append(&mut self.sessions);
            }
        }
    }

    fn spend(&mut self, proof: &Proof) {
        match proof {
            Proof::Nothing => (),
            Proof::Totp(step) => {
                let app = self.app.as_mut().expect("an app");
                app.step = *step;
                self.spent.totp.push(app.clone());
            }
            Proof::BackupCode(code) => {
                self.codes.retain(|left| left != code);
                self.codes_left -= 1;
                self.spent.codes.push(code.clone());
            }
            Proof::Text { challenge, code } => self.spent.texts.push((challenge.clone(), code.clone())),
        }
    }

    /// Every session ends but the one that asks.
    fn end_others(&mut self) {
        let kept = self.sessions.pop();
        self.ended.append(&mut self.sessions);
        self.sessions.extend(kept);
        self.lost_sessions = 0;
    }

    /// A list of codes takes the place of the former one; its answer may be lost.
    fn put_in_force(&mut self, answer: Option<&Answer>) {
        self.spent.void_codes.append(&mut self.codes);
        self.spent.void_codes.append(&mut self.spent.codes);
        self.codes = answer.map_or_else(Vec::new, |answer| strings(&answer["backup_codes"]));
        self.codes_left = 10;
    }

    fn raise(&mut self, access: Option<String>) {
        let session = self.sessions.last_mut().expect("a session");
        session.generation += 1;
        session.access = access;
    }

    /// What to do next; nothing where that takes a message that doesn't come.
    async fn choose(&mut self, caller: &Caller, outbox: &Path, chance: &mut Chance) -> Option<Act> {
        if self.sessions.is_empty() {
            return self.log_in(caller, outbox, chance).await;
        }
        if let Some((enrollment, secret)) = self.pending.clone() {
            return Some(Act::Confirm { enrollment, secret, step: open_steps(0)[0] });
        }
        match (&self.app, chance.below(100)) {
            (None, 0..70) | (Some(_), 0..22) => Some(Act::Begin),
            (_, 70..80) => Some(Act::Refresh),
            (_, 80..90) => self.log_in(caller, outbox, chance).await,
            (Some(_), 22..40) => Some(Act::Renew),
            (Some(_), 40..60) => self.proof(chance).map(Act::StepUp),
            (Some(_), 60..70) => Some(Act::SwitchOff),
            (Some(_), 90..94) if !self.has_phone => Some(Act::SavePhone),
            (_, 0..97) => Some(Act::ChangePassword(self.new_password())),
            _ => self.reset(caller, outbox).await,
        }
    }

    async fn log_in(&mut self, caller: &Caller, outbox: &Path, chance: &mut Chance) -> Option<Act> {
        if self.app.is_none() {
            return Some(Act::LogIn(Proof::Nothing));
        }
        if self.has_phone && !self.texted && chance.below(2) == 0 {
            return self.ask_for_text(caller, outbox).await.map(Act::LogIn);
        }
        let proof = self.proof(chance);
        if proof.is_none() {
            // Out of codes until the app shows the next one: the rest of this life is quiet.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        proof.map(Act::LogIn)
    }

    /// A code that is good now.
    fn proof(&self, chance: &mut Chance) -> Option<Proof> {
        let app = self.app.as_ref()?;
        let totp = open_steps(app.step).first().copied().map(Proof::Totp);
        let code = chance.pick(&self.codes).map(Proof::BackupCode);
        chance.pick(&totp.into_iter().chain(code).collect::<Vec<_>>())
    }

    async fn ask_for_text(&mut self, caller: &Caller, outbox: &Path) -> Option<Proof> {
        self.texted = true;
        let body = json!({"username": self.username, "password": self.password});
        let challenge = self.ask(caller, "/auth/login", &body).await?.text("challenge_token").to_owned();
        self.ask(caller, "/auth/sms", &json!({"challenge_token": challenge})).await?;
        let text = messages(outbox).into_iter().rfind(|message| message.to == self.phone);
        let code = code_in(&text.expect("a text that is said to be sent is there"));
        Some(Proof::Text { challenge, code })
    }

    async fn reset(&mut self, caller: &Caller, outbox: &Path) -> Option<Act> {
        let is_link = |mail: &Message| mail.to == self.email && mail.body.contains("/reset#token=");
        let so_far = messages(outbox).iter().filter(|mail| is_link(mail)).count();
        self.ask(caller, "/auth/password/forgot", &json!({"username": self.username})).await?;
        while !caller.is_over() {
            if let Some(mail) = messages(outbox).iter().filter(|mail| is_link(mail)).nth(so_far) {
                let token = token_in(&mail.body);
                return Some(Act::Reset { token, password: self.new_password() });
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        None
    }

    /// A call that leads up to an act.
    async fn ask(&self, caller: &Caller, path: &str, body: &Value) -> Option<Answer> {
        match caller.send(&self.address, None, Call::post(path).json(body)).await {
            Outcome::Answered(answer) if answer.status < 300 => Some(answer),
            Outcome::Answered(answer) => panic!("{path} is answered {answer}\n{self:#?}"),
            Outcome::Unavailable | Outcome::Lost => {
                caller.call_it_over();
                None
            }
        }
    }

    fn new_password(&mut self) -> String {
        self.passwords += 1;
        format!("seven purple bicycles {}", self.passwords)
    }
}

impl Session {
    fn opened(answer: &Answer) -> Self {
        let access = answer.text("access_token").to_owned();
        let claims = access.split('.').nth(1).expect("a JWT");
        let claims = BASE64URL_NOPAD.decode(claims.as_bytes()).expect("base64");
        let claims: Value = serde_json::from_slice(&claims).expect("claims");
        Self {
            id: claims["sid"].as_str().expect("a session").to_owned(),
            generation: claims["gen"].as_i64().expect("a generation"),
            access: Some(access),
            refresh: answer.text("refresh_token").to_owned(),
        }
    }
}

/// The steps after this one whose codes are good, and stay so for as long as a call may take.
pub fn open_steps(after: u64) -> Vec<u64> {
    let now = u64::try_from(vestibule::clock::Clock::System.now().timestamp()).expect("after 1970");
    let first = if now % 30 < 15 { now / 30 - 1 } else { now / 30 };
    (first..=now / 30 + 1).filter(|step| *step > after).collect()
}
