package dev.trellis.ui.web.function;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.FunctionDefinition.Parameter;
import dev.trellis.core.metadata.FunctionType;
import dev.trellis.core.name.Label;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;

/** Parameters and result of a function, each with its type. */
final class SignatureEditor extends Div {

    private final List<Row> rows = new ArrayList<>();
    private final Div list = new Div();
    private final Select<FunctionType> result;
    private final Runnable changed;

    private record Row(Div line, TextField name, Select<FunctionType> type, Label label) {}

    SignatureEditor(List<Parameter> parameters, FunctionType type, Runnable changed) {
        this.changed = changed;
        addClassName("function-card");
        result = types(getTranslation("function.result"), type);
        var add = new Button(getTranslation("function.parameter.add"), Glyph.PLUS.create(), clicked -> {
            add(new Parameter("p" + (rows.size() + 1), Label.EMPTY, FunctionType.TEXT));
            changed.run();
        });
        add.addClassName("quiet");
        list.addClassName("function-rows");
        add(new H2(getTranslation("function.signature")), list, add, result);
        parameters.forEach(this::add);
    }

    List<Parameter> parameters() {
        return rows.stream()
                .map(row -> new Parameter(
                        row.name().getValue().strip(), row.label(), row.type().getValue()))
                .toList();
    }

    FunctionType result() {
        return result.getValue();
    }

    private void add(Parameter parameter) {
        var name = new TextField();
        name.setValue(parameter.id());
        name.setAriaLabel(getTranslation("function.parameter"));
        name.addClassName("function-mono");
        name.addValueChangeListener(event -> changed.run());
        var type = types("", parameter.type());
        type.setAriaLabel(getTranslation("function.type"));
        var line = new Div(name, type);
        var row = new Row(line, name, type, parameter.label());
        var remove = new Button(Glyph.CLOSE.create(), clicked -> {
            rows.remove(row);
            list.remove(line);
            changed.run();
        });
        remove.addClassName("quiet");
        remove.setAriaLabel(getTranslation("function.remove"));
        line.add(remove);
        line.addClassName("function-row");
        rows.add(row);
        list.add(line);
    }

    private Select<FunctionType> types(String label, FunctionType chosen) {
        var select = new Select<FunctionType>();
        if (!label.isEmpty()) {
            select.setLabel(label);
        }
        select.setItems(FunctionType.values());
        select.setItemLabelGenerator(type -> getTranslation("function.type." + type.key()));
        select.setValue(chosen);
        select.addValueChangeListener(event -> changed.run());
        return select;
    }
}
