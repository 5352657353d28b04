package dev.trellis.ui.web;

import dev.trellis.core.access.Actor;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.DemoUsers;
import dev.trellis.ui.web.shell.Navigation;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** A workspace to look at, as long as no record is kept. */
@Primary
@Singleton
@Requires(missingBeans = Records.class)
final class SampleNavigation implements Navigation {

    SampleNavigation() {}

    @Override
    public String workspace(Actor.Person actor) {
        return "Acme CRM";
    }

    @Override
    public List<Group> groups(Actor.Person actor) {
        return List.of(new Group(
                text(actor.locale(), "Sales", "销售"),
                List.of(
                        entry(actor, "Leads", "lead", "线索", Glyph.PERSON, "lead"),
                        entry(actor, "Accounts", "account", "客户", Glyph.COMPANY, "account"),
                        entry(actor, "Quotes", "quote", "报价", Glyph.QUOTE, "quote"))));
    }

    @Override
    public int waitingApprovals(Actor.Person actor) {
        return 4;
    }

    @Override
    public boolean mayDesign(Actor.Person actor) {
        return true;
    }

    private static Entry entry(Actor.Person actor, String many, String one, String chinese, Glyph glyph, String id) {
        return new Entry(
                text(actor.locale(), many, chinese),
                text(actor.locale(), one, chinese),
                glyph,
                "records/" + id,
                "records/" + id + "/new");
    }

    private static String text(Locale locale, String english, String chinese) {
        return locale.getLanguage().equals("zh") ? chinese : english;
    }

    @Singleton
    static final class Offered implements DemoUsers {

        @Override
        public List<DemoUser> offered(Locale locale) {
            return List.of(
                    new DemoUser("wangfang", "王芳", text(locale, "Sales", "销售")),
                    new DemoUser("liqiang", "李强", text(locale, "Sales manager", "销售经理")));
        }
    }
}
