package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.Map;

/** {@code organisation}: the departments as a tree with their people. */
@Prototype
@Route(value = "organisation", layout = Shell.class)
final class OrganisationView extends Div implements LocaleChangeObserver, HasDynamicTitle {

    private static final int OPEN_LEVELS = 2;

    private final transient Records records;
    private final transient CurrentActor currentActor;

    OrganisationView(Records records, CurrentActor currentActor) {
        this.records = records;
        this.currentActor = currentActor;
        addClassName("organisation-page");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        render();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("organisation.title");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var schema = records.schema(actor);
        if (!schema.may("department", Verb.READ)) {
            add(PageState.noRight(getTranslation("list.unknown.title"), getTranslation("list.unknown.text")));
            return;
        }
        var head = new Div(new H1(getTranslation("organisation.title")));
        head.addClassName("organisation-head");
        if (schema.may("department", Verb.CREATE)) {
            head.add(link("records/department/new", getTranslation("organisation.new.department")));
        }
        if (schema.may("user", Verb.CREATE)) {
            head.add(link("records/user/new", getTranslation("organisation.new.person")));
        }
        add(head);
        var chart = Chart.read(records, actor);
        if (chart.tops().isEmpty()) {
            add(PageState.empty(
                    Glyph.DEPARTMENT,
                    getTranslation("organisation.empty.title"),
                    getTranslation("organisation.empty.text")));
        }
        chart.tops().forEach(unit -> add(unit(unit, 0)));
        if (!chart.elsewhere().isEmpty()) {
            add(new H2(getTranslation("organisation.elsewhere")), people(chart.elsewhere()));
        }
    }

    private static Anchor link(String path, String text) {
        var link = new Anchor(path, Glyph.PLUS.create(), new Span(text));
        link.addClassName("organisation-new");
        return link;
    }

    private Div unit(Chart.Unit unit, int level) {
        var name = new Anchor("records/department/" + unit.id(), unit.name());
        name.addClassName("organisation-name");
        var key = unit.people() == 1 ? "organisation.people.one" : "organisation.people";
        var facts = new Span(getTranslation(
                unit.head().isEmpty() ? key : key + ".head", Map.of("count", unit.people(), "name", unit.head())));
        facts.addClassName("quiet-text");
        var line = new Div(Glyph.DEPARTMENT.create(), name, facts);
        line.addClassName("organisation-line");
        var content = new Div();
        content.addClassName("organisation-content");
        if (!unit.members().isEmpty()) {
            content.add(people(unit.members().stream().toList()));
        }
        unit.below().forEach(below -> content.add(unit(below, level + 1)));
        var details = new Details(line, content);
        details.setOpened(level < OPEN_LEVELS);
        var block = new Div(details);
        block.addClassName("organisation-unit");
        return block;
    }

    private Div people(java.util.List<Chart.Member> members) {
        var list = new Div();
        list.addClassName("organisation-people");
        for (var member : members) {
            var name = new Span(member.name());
            var title = new Span(member.further() ? getTranslation("organisation.further") : member.title());
            title.addClassName("quiet-text");
            var person = new Anchor("records/user/" + member.id(), Glyph.PERSON.create(), name, title);
            person.addClassName("organisation-person");
            list.add(person);
        }
        return list;
    }
}
