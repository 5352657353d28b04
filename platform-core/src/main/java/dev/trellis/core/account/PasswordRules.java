package dev.trellis.core.account;

import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a password must be: long enough and not what everybody tries first. No rules on kinds of characters. */
final class PasswordRules {

    static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 128;

    private static final Set<String> TRIED_FIRST = Set.of(
            "password1234",
            "passwordpassword",
            "123456789012",
            "1234567890123",
            "12345678901234",
            "123456789012345",
            "1234567890123456",
            "qwertyuiopas",
            "qwertyuiop123",
            "1q2w3e4r5t6y",
            "administrator",
            "trellistrellis",
            "letmeinletmein",
            "iloveyouiloveyou",
            "changemechangeme");

    private PasswordRules() {}

    static List<Problem> check(String password, String login) {
        var length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH) {
            return List.of(
                    Problem.at("password", AccountProblems.PASSWORD_TOO_SHORT).with("min", MIN_LENGTH));
        }
        if (length > MAX_LENGTH) {
            return List.of(
                    Problem.at("password", AccountProblems.PASSWORD_TOO_LONG).with("max", MAX_LENGTH));
        }
        var folded = password.toLowerCase(Locale.ROOT);
        if (TRIED_FIRST.contains(folded)
                || folded.chars().distinct().count() < 4
                || folded.equals(login.toLowerCase(Locale.ROOT))) {
            return List.of(Problem.at("password", AccountProblems.PASSWORD_GUESSABLE));
        }
        return List.of();
    }
}
