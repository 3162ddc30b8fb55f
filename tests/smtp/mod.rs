//! Mail by SMTP, against a server that each test starts.

mod certificates;
mod message;
mod queue;
mod server;
mod silence;
mod transport;

use chrono::{DateTime, Utc};
use vestibule::mail::{Mail, MailError, Patience, SmtpClient, Stamp};
use vestibule_domain::id::MailId;

use certificates::Authority;
use server::{Deed, MailServer};

const FROM: &str = "Kundenportal Süd <portal@example.com>";

fn client(url: &str, authority: Option<&Authority>, patience: Patience) -> SmtpClient {
    let pem = authority.map(|authority| authority.pem().into_bytes());
    SmtpClient::new(url, FROM, pem.as_deref(), patience).expect("settings without a fault")
}

fn stamp() -> Stamp {
    let at: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
    let id: MailId = "019bc000-0000-7000-8000-000000000001".parse().expect("an id");
    Stamp { id, at }
}

fn mail() -> Mail {
    Mail {
        to: "juergen@example.com".to_owned(),
        subject: "Schöne Grüße".to_owned(),
        text: "Guten Tag Jürgen,\n\n.ein Punkt\n..zwei\n.\nund Schluß".to_owned(),
        html: "<p>Guten Tag Jürgen</p>".to_owned(),
    }
}

async fn send(client: &SmtpClient) -> Result<(), MailError> {
    client.send(&mail(), stamp()).await
}
