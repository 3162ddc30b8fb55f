//! A gateway that can't be reached, or that nobody knows whether it took the text.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use super::{Story, app_with_gateway, challenged, taken};
use crate::support::Answer;

fn down(answer: &Answer) {
    answer.refused(502, "sms_not_sent");
    assert_eq!(answer["reason"], "gateway_down", "{answer}");
}

/// A gateway that reads a request, writes so many bytes of an answer, and hangs up. It counts.
fn cutting(answer: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    let taken = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            _ = stream.read(&mut [0; 4096]);
            taken.fetch_add(1, Ordering::SeqCst);
            _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, count)
}

#[actix_web::test]
async fn s9_a_time_out_counts_as_sent() {
    let mut story = Story::begin().await;
    story.next(taken().set_delay(Duration::from_mins(1))).await;

    down(&story.ask().await);

    story.ask().await.waits(30);
    assert_eq!(story.orders().await.len(), 1, "it isn't sent again");
    // It may have arrived all the same.
    let code = story.last_code().await;
    story.client.verify(&code).await.authenticated();
}

#[actix_web::test]
async fn s9_a_cut_connection_counts_as_sent() {
    let (address, count) = cutting("");
    let app = app_with_gateway(&address).await;
    let (_, mut client) = challenged(&app).await;

    down(&client.ask_for_text().await);

    client.ask_for_text().await.waits(30);
    assert_eq!(count.load(Ordering::SeqCst), 1, "it isn't sent again");
}

#[actix_web::test]
async fn a_text_that_was_taken_before_the_cut_is_sent() {
    let (address, count) = cutting("HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{\"sid\":");
    let app = app_with_gateway(&address).await;
    let (_, mut client) = challenged(&app).await;

    client.ask_for_text().await.is(202);

    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[actix_web::test]
async fn s9_a_refused_connection_counts_against_nothing() {
    let address = TcpListener::bind("127.0.0.1:0").and_then(|unbound| unbound.local_addr());
    let app = app_with_gateway(&format!("http://{}", address.expect("an address"))).await;
    let (_, mut client) = challenged(&app).await;
    for _ in 0..6 {
        down(&client.ask_for_text().await);
    }
}
