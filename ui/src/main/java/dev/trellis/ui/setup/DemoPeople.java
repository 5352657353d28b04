package dev.trellis.ui.setup;

import dev.trellis.ui.Settings;
import dev.trellis.ui.web.session.DemoUsers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Offers the people of the demo company on the sign-in page; never their passwords. */
@Singleton
final class DemoPeople implements DemoUsers {

    private final Settings settings;

    DemoPeople(Settings settings) {
        this.settings = settings;
    }

    @Override
    public List<DemoUser> offered(Locale locale) {
        return settings.demo()
                ? DemoLogins.read(settings.data()).stream()
                        .map(login -> new DemoUser(login.login(), login.name(), login.role()))
                        .toList()
                : List.of();
    }
}
