package dev.trellis.ui.web.session;

import java.util.List;
import java.util.Locale;

/** The people of the demo set, whom the sign-in page offers; implemented by whoever installs the demo. */
public interface DemoUsers {

    /** Returns them in the order in which the page shows them; empty outside the demo. */
    List<DemoUser> offered(Locale locale);

    /**
     * One person one can be.
     *
     * @param title what the person does, in the reader's language
     */
    record DemoUser(String username, String name, String title) {}
}
