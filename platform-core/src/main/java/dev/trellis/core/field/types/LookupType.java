package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.TargetGone;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference to a record of another entity.
 *
 * @param entity the entity's id
 */
public record LookupType(String entity, TargetGone whenDeleted) implements FieldType {

    static final String KEY = "lookup";
    static final String ID_PATTERN = "^[1-9][0-9]{0,18}$";

    /** A reference that stays when its record is deleted. */
    public LookupType(String entity) {
        this(entity, TargetGone.KEEP);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public TargetGone targetGone() {
        return whenDeleted;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.BIGINT);
    }

    @Override
    public ValueType valueType() {
        return new ValueType.Ref(entity);
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.pattern(ID_PATTERN);
    }

    @Override
    public Editor editor() {
        return new Editor.Lookup(entity);
    }

    @Override
    public ValueCodec codec() {
        return new ReferenceCodec();
    }

    @Override
    public List<Problem> check() {
        return Options.present("entity", entity);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<LookupType> type() {
            return LookupType.class;
        }

        @Override
        public Label label() {
            return Label.of("Lookup", "关联记录");
        }

        @Override
        public String icon() {
            return "link";
        }

        @Override
        public LookupType initial() {
            return new LookupType("", TargetGone.KEEP);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "entity",
                            Label.of("Records of", "关联对象"),
                            new PanelType("entity", new Editor.DefinitionOf("entity"))),
                    new TypeOption(
                            "whenDeleted",
                            Label.of("When that record is deleted", "关联记录删除时"),
                            new ChoiceType(List.of(
                                    new Editor.Option("keep", Label.of("Stays as it is", "保持不变"), null, true),
                                    new Editor.Option("refuse", Label.of("Refuses it", "不允许删除"), null, true),
                                    new Editor.Option("clear", Label.of("Becomes blank", "清空"), null, true),
                                    new Editor.Option("cascade", Label.of("Is deleted along", "一并删除"), null, true)))));
        }

        @Override
        public int paletteOrder() {
            return 80;
        }
    }
}
