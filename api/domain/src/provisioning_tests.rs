use super::*;
use proptest::prelude::*;

fn brand(text: &str) -> Brand {
    Brand::parse(text).expect("a brand")
}

fn username(text: &str) -> Username {
    Username::parse(text).expect("a user name")
}

fn secret() -> SharedSecret {
    SharedSecret::from_bytes(*b"12345678901234567890")
}

fn uri(brand_name: &str, user: &str) -> ProvisioningUri {
    provisioning_uri(&brand(brand_name), &username(user), &secret())
}

#[test]
fn s1_the_key_uri_has_the_form_that_every_app_reads() {
    assert_eq!(
        uri("Vestibule", "alice").expose(),
        "otpauth://totp/Vestibule:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=Vestibule&algorithm=SHA1&digits=6&period=30"
    );
}

#[test]
fn s1_brand_and_name_are_percent_encoded_with_blanks_as_percent_20() {
    let uri = uri("Acme & Söhne", "a+b/c");
    assert!(
        uri.expose().starts_with("otpauth://totp/Acme%20%26%20S%C3%B6hne:a%2Bb%2Fc?"),
        "{}",
        uri.expose()
    );
    assert!(uri.expose().contains("&issuer=Acme%20%26%20S%C3%B6hne&"));
}

#[test]
fn s1_a_brand_has_one_to_forty_characters_and_no_colon() {
    assert_eq!(Brand::parse("  "), Err(BrandFault::Empty));
    assert_eq!(Brand::parse("a:b"), Err(BrandFault::Colon));
    assert_eq!(Brand::parse("a\nb"), Err(BrandFault::Control));
    assert_eq!(Brand::parse(&"ü".repeat(41)), Err(BrandFault::TooLong));
    assert_eq!(brand(&"ü".repeat(40)).as_str().chars().count(), 40);
}

#[test]
fn the_secrets_text_is_base32_without_padding() {
    assert_eq!(*secret_text(&secret()), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

#[test]
fn nothing_secret_prints() {
    assert!(!format!("{:?}", uri("Vestibule", "alice")).contains("GEZD"));
}

/// Which modules of a drawing are dark, read back from its path.
fn dark_modules(svg: &str) -> Vec<(i32, i32)> {
    let path = svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
    let mut dark = Vec::new();
    for run in path.split('M').skip(1) {
        let (x, rest) = run.split_once(' ').expect("x");
        let (y, rest) = rest.split_once('h').expect("y");
        let (length, _) = rest.split_once('v').expect("length");
        let (x, y, length): (i32, i32, i32) =
            (x.parse().expect("x"), y.parse().expect("y"), length.parse().expect("length"));
        dark.extend((x..x + length).map(|x| (x, y)));
    }
    dark
}

#[test]
fn c110_the_drawing_is_black_on_white_with_a_border_of_four_modules_in_one_path() {
    let uri = uri("Vestibule", "alice");
    let svg = qr_svg(&uri);
    let code = QrCode::encode_text(uri.expose(), QrCodeEcc::Medium).expect("fits");
    let side = code.size() + 8;

    assert!(svg.contains(&format!("viewBox=\"0 0 {side} {side}\"")), "{svg}");
    assert!(svg.contains("fill=\"#fff\"") && svg.contains("fill=\"#000\""));
    assert_eq!(svg.matches("<path").count(), 1);
    let mut expected: Vec<_> = (0..code.size())
        .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
        .filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| (x + 4, y + 4))
        .collect();
    let mut drawn = dark_modules(&svg);
    expected.sort_unstable();
    drawn.sort_unstable();
    assert_eq!(drawn, expected);
}

#[test]
fn the_longest_brand_and_user_name_fit_into_a_code() {
    let svg = qr_svg(&uri(&"𐀀".repeat(40), &"𐀀".repeat(64)));
    assert!(svg.ends_with("</svg>"));
}

proptest! {
    #[test]
    fn whatever_brand_and_name_the_uri_holds_no_sign_that_could_be_mistaken(
        brand_name in "\\PC{1,40}",
        user in "\\PC{3,64}",
    ) {
        if let (Ok(brand), Ok(user)) = (Brand::parse(&brand_name), Username::parse(&user)) {
            let uri = provisioning_uri(&brand, &user, &secret());
            let label = uri.expose().strip_prefix("otpauth://totp/").and_then(|rest| rest.split('?').next());
            let label = label.expect("a label");
            prop_assert_eq!(label.matches(':').count(), 1);
            prop_assert!(uri.expose().bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+'));
            let decoded = percent_encoding::percent_decode_str(label).decode_utf8().expect("UTF-8").into_owned();
            prop_assert_eq!(decoded, format!("{}:{}", brand, user));
        }
    }
}
