package dev.trellis.ui.web.session;

import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The person behind the round trip that is being handled. Rights are looked up each time, never kept in a session. */
@Singleton
public final class CurrentActor {

    private static final String KEY = SessionKey.class.getName();
    private static final String CHOSEN_LANGUAGE = CurrentActor.class.getName() + ".language";

    private final SignIns signIns;

    CurrentActor(SignIns signIns) {
        this.signIns = signIns;
    }

    /** Returns the person, speaking the language chosen on the page; empty if nobody is signed in any more. */
    public Optional<Actor.Person> find() {
        return key().flatMap(signIns::actorOf).map(CurrentActor::withChosenLanguage);
    }

    /** Returns the person; where nobody is signed in any more the page goes to the sign-in. */
    public Actor.Person require() {
        return find().orElseThrow(SignedOutException::new);
    }

    /**
     * Signs in and changes the session's id, so that one planted before is worth nothing. Returns what stood against
     * it, or empty on success. A language chosen before signing in stays, else the account's is taken.
     */
    public Optional<Problem> signIn(String username, String password) {
        var request = ((VaadinServletRequest) VaadinService.getCurrentRequest()).getHttpServletRequest();
        return switch (signIns.signIn(username, password, request.getRemoteAddr())) {
            case SignIns.Result.Refused(var problem) -> Optional.of(problem);
            case SignIns.Result.Accepted(var key, var language) -> {
                request.changeSessionId();
                var session = VaadinSession.getCurrent();
                session.setAttribute(KEY, key);
                if (session.getAttribute(CHOSEN_LANGUAGE) == null) {
                    speak(session, Messages.language(language));
                }
                yield Optional.empty();
            }
        };
    }

    /** Ends the sign-in and the whole session of this browser. */
    public void signOut() {
        key().ifPresent(signIns::signOut);
        VaadinSession.getCurrent().setAttribute(KEY, null);
        VaadinSession.getCurrent().getSession().invalidate();
    }

    /** Speaks another language from now on, on every page of this browser. */
    public static void chooseLanguage(Locale locale) {
        var session = VaadinSession.getCurrent();
        session.setAttribute(CHOSEN_LANGUAGE, locale);
        speak(session, locale);
    }

    private static void speak(VaadinSession session, Locale locale) {
        session.setLocale(locale);
        session.getUIs().forEach(ui -> {
            ui.setLocale(locale);
            ui.getPage().executeJs("document.documentElement.lang = $0", locale.toLanguageTag());
        });
    }

    private static Optional<SessionKey> key() {
        @Nullable VaadinSession session = VaadinSession.getCurrent();
        return session != null && session.getAttribute(KEY) instanceof SessionKey key
                ? Optional.of(key)
                : Optional.empty();
    }

    private static Actor.Person withChosenLanguage(Actor.Person person) {
        var chosen = VaadinSession.getCurrent().getLocale();
        return new Actor.Person(
                person.user(), person.name(), person.roles(), person.departments(), chosen, Actor.Via.WEB);
    }
}
