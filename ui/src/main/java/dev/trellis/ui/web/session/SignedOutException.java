package dev.trellis.ui.web.session;

/** Somebody whose sign-in has ended tried to go on; the page answers with the sign-in. */
public final class SignedOutException extends RuntimeException {

    SignedOutException() {
        super("Nobody is signed in");
    }
}
