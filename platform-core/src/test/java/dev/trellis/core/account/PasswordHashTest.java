package dev.trellis.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    @Test
    void a_hash_names_argon2id_with_19_mebibytes_two_passes_and_one_lane() {
        assertThat(PasswordHash.of("correct horse battery")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void the_right_password_matches_and_another_does_not() {
        var hash = PasswordHash.of("correct horse battery");

        assertThat(PasswordHash.matches("correct horse battery", hash)).isTrue();
        assertThat(PasswordHash.matches("correct horse batterz", hash)).isFalse();
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(PasswordHash.of("correct horse battery")).isNotEqualTo(PasswordHash.of("correct horse battery"));
    }

    @Test
    void the_same_letters_typed_on_another_keyboard_match() {
        var composed = "caf\u00e9 au lait 2026";
        var decomposed = "cafe\u0301 au lait 2026";

        assertThat(PasswordHash.matches(decomposed, PasswordHash.of(composed))).isTrue();
    }

    @Test
    void what_is_no_hash_of_ours_never_matches() {
        assertThat(PasswordHash.matches("secret", "secret")).isFalse();
    }
}
