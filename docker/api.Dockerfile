FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    RUSTUP_TOOLCHAIN="$RUST_VERSION" cargo build --locked --release -p vestibule && \
    cp target/release/vestibule /usr/local/bin/vestibule

FROM debian:bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates curl libssl3 && \
    rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/vestibule /usr/local/bin/vestibule
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
ENTRYPOINT ["vestibule"]
CMD ["serve"]
