//! The simulated OpenAI as a program of its own: `cargo run -p simulated-openai -- --port 8443`.

use clap::{Parser, ValueEnum};
use simulated_openai::world::{KeyShape, PathForms};
use simulated_openai::{SimulatedOpenAi, World, samples};

/// Plays platform.openai.com and api.openai.com on 127.0.0.1, with sample accounts, until Ctrl-C.
#[derive(Parser)]
struct Arguments {
    /// The port to listen on; 0 for any free one.
    #[arg(long, default_value_t = 8443)]
    port: u16,
    /// Hand out session keys as JSON Web Tokens.
    #[arg(long)]
    jwt: bool,
    /// Which forms of the API's paths exist.
    #[arg(long, value_enum, default_value_t = Paths::Both)]
    paths: Paths,
    /// Let pages of any site read the API's answers, which the real service does not.
    #[arg(long)]
    cors_everywhere: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Paths {
    /// With and without /v1.
    Both,
    /// Only without /v1.
    Bare,
    /// Only with /v1.
    V1,
}

impl Arguments {
    fn world(&self) -> World {
        World {
            key_shape: if self.jwt { KeyShape::Jwt } else { KeyShape::Session },
            path_forms: match self.paths {
                Paths::Both => PathForms::Both,
                Paths::Bare => PathForms::OnlyBare,
                Paths::V1 => PathForms::OnlyV1,
            },
            allow_cors_everywhere: self.cors_everywhere,
            ..samples::world()
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let openai = SimulatedOpenAi::start_on(arguments.port, arguments.world()).await?;
    introduce(openai.port());
    tokio::signal::ctrl_c().await?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this is the program's one message to the person who started it")]
fn introduce(port: u16) {
    println!("Simulated OpenAI on 127.0.0.1:{port}. Ctrl-C ends it.");
    println!("Sign in as {} with the password \"{}\".", samples::ADA, samples::PASSWORD);
    println!("Control: curl -k https://localhost:{port}/");
    println!(
        "Chromium: --host-resolver-rules=\"MAP * 127.0.0.1:{port}\" --ignore-certificate-errors \
         https://platform.openai.com/usage"
    );
}
