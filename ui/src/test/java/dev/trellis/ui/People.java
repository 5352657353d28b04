package dev.trellis.ui;

import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.TestDirectory;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** People of the {@link LiveTrellis}, each made for one test. */
public final class People {

    public static final String PASSWORD = "Reed-Lantern-42";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private People() {}

    /** Somebody with an account, by name and password {@link #PASSWORD}. */
    public record Someone(RecordId user, String login, String name) {}

    public static Someone create(Locale language) {
        var beans = LiveTrellis.get().context();
        var user = beans.getBean(RecordIds.class).next();
        var someone = new Someone(user, "wang" + NUMBER.incrementAndGet(), "王芳");
        beans.getBean(TestDirectory.class).add(user, someone.name());
        var problems = beans.getBean(Accounts.class).create(user, someone.login(), PASSWORD, language);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return someone;
    }
}
