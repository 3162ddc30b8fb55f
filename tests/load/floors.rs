//! The limits that the machine sets, each measured by a process of its own: hashes with kept memory, and answers of
//! the same HTTP server that do nothing.

use std::{
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use actix_web::{App, HttpResponse, HttpServer, web};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::{
    machine::cores,
    numbers::float,
    service::{free_port, wait_until_listening},
    usage::{Cpu, own_cpu},
};

/// What S19 asks of a hash.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const HASH_BYTES: usize = 32;

/// What hashing alone came to.
#[derive(Clone, Copy)]
pub struct Hashes {
    pub per_second: f64,
    /// CPU milliseconds of one.
    pub cpu: f64,
}

impl Hashes {
    /// Hashes on every core for a while.
    pub async fn measure(turn: Duration) -> Self {
        let output = tokio::task::spawn_blocking(move || {
            let own = std::env::current_exe().expect("the tool knows its own file");
            let mut command = Command::new(own);
            command.args(["child", "hash", &cores().to_string(), &turn.as_secs_f64().to_string()]);
            command.output().expect("the tool starts itself")
        });
        let output = output.await.expect("it ran");
        assert!(output.status.success(), "hashing alone failed: {output:?}");
        let text = String::from_utf8(output.stdout).expect("numbers");
        let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let [done, seconds, cpu_seconds] = numbers[..] else { panic!("three numbers, not {text:?}") };
        Self { per_second: done / seconds, cpu: cpu_seconds * 1000.0 / done }
    }
}

/// The child that hashes: prints how many it did, in how many seconds, and how many seconds of CPU.
pub fn hash_alone(threads: usize, seconds: f64) {
    let (done, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(HASH_BYTES)).expect("what S19 asks is allowed");
    thread::scope(|scope| {
        for number in 0..threads {
            let (params, done, over) = (params.clone(), &done, &over);
            scope.spawn(move || {
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
                let mut memory = vec![Block::default(); params.block_count()];
                let mut hash = [0; HASH_BYTES];
                while !over.load(Ordering::Relaxed) {
                    let salt = format!("salt of thread {number:4}");
                    argon2
                        .hash_password_into_with_memory(
                            b"a password",
                            salt.as_bytes(),
                            &mut hash,
                            &mut memory,
                        )
                        .expect("a hash");
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // The first touch of the memory is no part of a hash with kept memory.
        while done.load(Ordering::Relaxed) < threads as u64 {
            thread::sleep(Duration::from_millis(1));
        }
        let (before, begun, used) = (done.load(Ordering::Relaxed), Instant::now(), own_cpu());
        thread::sleep(Duration::from_secs_f64(seconds));
        let (took, cpu) = (begun.elapsed(), own_cpu().saturating_sub(used));
        let counted = done.load(Ordering::Relaxed) - before;
        over.store(true, Ordering::Relaxed);
        println!("{} {} {}", float(counted), took.as_secs_f64(), cpu.as_secs_f64());
    });
}

/// A server that does nothing but answer, in a process of its own; it ends with this value.
pub struct BareServer {
    child: Child,
    port: u16,
}

impl BareServer {
    /// Its answers have as many bytes as those that they are held against.
    pub fn start(length: usize) -> Self {
        let port = free_port();
        let own = std::env::current_exe().expect("the tool knows its own file");
        let mut command = Command::new(own);
        command.args(["child", "answer", &port.to_string(), &cores().to_string(), &length.to_string()]);
        let child = command.stdin(Stdio::null()).spawn().expect("the tool starts itself");
        let server = Self { child, port };
        wait_until_listening(port);
        server
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/api/v1/me", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn cpu(&self) -> Cpu {
        Cpu::of(self.child.id())
    }
}

impl Drop for BareServer {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The child that answers.
#[actix_web::main]
pub async fn answer_alone(port: u16, workers: usize, length: usize) {
    let server = HttpServer::new(move || {
        let body = format!("\"{}\"", "x".repeat(length.saturating_sub(2)));
        let answer = move || {
            let body = body.clone();
            async move { HttpResponse::Ok().content_type("application/json").body(body) }
        };
        App::new().route("/api/v1/me", web::get().to(answer))
    });
    server
        .workers(workers)
        .bind(("127.0.0.1", port))
        .expect("the port is free")
        .run()
        .await
        .expect("it serves");
}
