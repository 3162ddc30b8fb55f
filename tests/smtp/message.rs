//! What a mail looks like on the wire.

use data_encoding::BASE64_MIME_PERMISSIVE;

use super::{MailServer, client, send, server::Received};
use vestibule::mail::Patience;

/// A mail, or a part of one, taken apart.
struct Part {
    headers: Vec<(String, String)>,
    body: String,
}

impl Part {
    /// Reads what came over the wire, its doubled dots single again.
    fn of(received: &Received) -> Self {
        let lines = received.raw.split("\r\n").map(|line| line.strip_prefix('.').unwrap_or(line));
        Self::read(&lines.collect::<Vec<_>>().join("\r\n"))
    }

    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let headers = head.lines().map(|line| line.split_once(": ").expect("a name and a value"));
        let headers = headers.map(|(name, value)| (name.to_owned(), decode_words(value))).collect();
        Self { headers, body: body.to_owned() }
    }

    #[track_caller]
    fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        let (_, value) = found.next().unwrap_or_else(|| panic!("{name} in {:?}", self.headers));
        assert!(found.next().is_none(), "{name} twice in {:?}", self.headers);
        value
    }

    fn parts(&self) -> Vec<Self> {
        let (_, boundary) = self.header("Content-Type").split_once("boundary=\"").expect("a boundary");
        let boundary = format!("--{}", boundary.trim_end_matches('"'));
        let parts = self.body.split(&boundary).skip(1).take_while(|part| !part.starts_with("--"));
        parts.map(|part| Self::read(part.trim_start_matches("\r\n"))).collect()
    }

    fn text(&self) -> String {
        let body = self.body.trim_end_matches("\r\n");
        let bytes = match self.header("Content-Transfer-Encoding") {
            "base64" => BASE64_MIME_PERMISSIVE.decode(body.as_bytes()).expect("base64"),
            "quoted-printable" => unquote(&body.replace("=\r\n", "")),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
    }
}

fn unquote(text: &str) -> Vec<u8> {
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

/// The text that encoded words of RFC 2047 in base64 stand for.
fn decode_words(value: &str) -> String {
    let mut parts = value.split("=?utf-8?b?");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (word, rest) = part.split_once("?=").expect("the word ends");
        let word = data_encoding::BASE64.decode(word.as_bytes()).expect("base64");
        text.push_str(&String::from_utf8(word).expect("UTF-8"));
        // A blank between two words is none.
        text.push_str(if rest == " " { "" } else { rest });
    }
    text
}

async fn delivered() -> Received {
    let server = MailServer::plain().await;
    let client = client(&format!("smtp://{}", server.address()), None, Patience::default());
    send(&client).await.expect("it is taken");
    server.received().remove(0)
}

#[actix_web::test]
async fn the_envelope_and_the_head_say_from_whom_to_whom_when_and_which() {
    let received = delivered().await;
    assert_eq!(
        (received.from.as_str(), received.to.as_str()),
        ("<portal@example.com>", "<juergen@example.com>")
    );
    let mail = Part::of(&received);
    assert_eq!(mail.header("From").replace('"', ""), "Kundenportal Süd <portal@example.com>");
    assert_eq!(mail.header("To"), "juergen@example.com");
    assert_eq!(mail.header("Subject"), "Schöne Grüße");
    assert_eq!(mail.header("Date"), "Fri, 15 Jan 2027 08:00:00 +0000");
    assert_eq!(mail.header("Message-ID"), "<019bc000-0000-7000-8000-000000000001@example.com>");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("MIME-Version"), "1.0");
    assert!(
        received.raw.split("\r\n").take_while(|line| !line.is_empty()).all(str::is_ascii),
        "{}",
        received.raw
    );
}

#[actix_web::test]
async fn text_and_page_say_the_same_and_keep_umlauts_and_dots() {
    let mail = Part::of(&delivered().await);
    assert!(mail.header("Content-Type").starts_with("multipart/alternative;"));
    let parts = mail.parts();
    let types: Vec<_> = parts.iter().map(|part| part.header("Content-Type")).collect();
    assert_eq!(types, ["text/plain; charset=utf-8", "text/html; charset=utf-8"], "the best comes last");
    assert_eq!(parts[0].text(), super::mail().text);
    assert_eq!(parts[1].text(), super::mail().html);
}

#[actix_web::test]
async fn a_dot_that_begins_a_line_is_doubled_on_the_way() {
    let received = delivered().await;
    assert!(received.raw.contains("\r\n..ein Punkt"), "{}", received.raw);
    assert!(received.raw.lines().all(|line| line.len() <= 998), "lines are short (RFC 5322, 2.1.1)");
}
