package dev.trellis.core.account;

import dev.trellis.core.problem.ProblemCode;

/** What can be wrong with a sign-in or an account. */
public final class AccountProblems {

    /** Login or password is wrong, or the account is closed: never says which. */
    public static final ProblemCode SIGN_IN_REFUSED = ProblemCode.denied("SIGN_IN_REFUSED");

    /** Too many failures; {@code seconds} says how long to wait. */
    public static final ProblemCode SIGN_IN_THROTTLED = ProblemCode.denied("SIGN_IN_THROTTLED");

    public static final ProblemCode PASSWORD_WRONG = ProblemCode.invalid("PASSWORD_WRONG");
    public static final ProblemCode PASSWORD_TOO_SHORT = ProblemCode.invalid("PASSWORD_TOO_SHORT");
    public static final ProblemCode PASSWORD_TOO_LONG = ProblemCode.invalid("PASSWORD_TOO_LONG");
    public static final ProblemCode PASSWORD_GUESSABLE = ProblemCode.invalid("PASSWORD_GUESSABLE");
    public static final ProblemCode LOGIN_UNUSABLE = ProblemCode.invalid("LOGIN_UNUSABLE");
    public static final ProblemCode LOGIN_TAKEN = ProblemCode.conflict("LOGIN_TAKEN");

    private AccountProblems() {}
}
