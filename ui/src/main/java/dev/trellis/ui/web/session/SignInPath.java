package dev.trellis.ui.web.session;

/** Where the sign-in is, and how it learns the page that was wanted. */
public final class SignInPath {

    public static final String PATH = "sign-in";
    public static final String WANTED = "to";

    private SignInPath() {}
}
