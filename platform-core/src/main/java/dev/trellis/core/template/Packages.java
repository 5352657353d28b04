package dev.trellis.core.template;

import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.MetadataJson.Reading;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The packages of this installation: the built-in one and what the sources offer. */
@Singleton
public final class Packages {

    /** The name under which a workspace begins with nothing but the built-in package. */
    public static final String NONE = "none";

    private final Map<String, MetadataPackage> byName = new LinkedHashMap<>();
    private final MetadataJson json;

    public Packages(Collection<PackageSource> sources, MetadataJson json) {
        this.json = json;
        add(ClassPathPackage.builtIn());
        sources.forEach(source -> source.packages().forEach(this::add));
    }

    /** The definitions of a package and all it requires, or what is wrong with them. */
    public sealed interface Contents {

        record Definitions(List<Definition> definitions) implements Contents {
            public Definitions {
                definitions = List.copyOf(definitions);
            }
        }

        /** Paths begin with the package's name. */
        record Broken(List<Problem> problems) implements Contents {
            public Broken {
                problems = List.copyOf(problems);
            }
        }
    }

    public List<MetadataPackage> all() {
        return List.copyOf(byName.values());
    }

    public Optional<MetadataPackage> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the built-in package, then what the named one requires, then itself; only the first for {@link #NONE}. */
    public List<MetadataPackage> withRequirements(String name) {
        var ordered = new LinkedHashMap<String, MetadataPackage>();
        var builtIn = ClassPathPackage.builtIn();
        ordered.put(builtIn.manifest().name(), builtIn);
        if (!name.equals(NONE)) {
            collect(name, ordered, new ArrayList<>());
        }
        return List.copyOf(ordered.values());
    }

    /** Reads all definitions of a package and of those it requires; a later one replaces an earlier one. */
    public Contents read(String name) {
        var definitions = new LinkedHashMap<DefinitionKey, Definition>();
        var problems = new ArrayList<Problem>();
        for (var found : withRequirements(name)) {
            switch (read(found)) {
                case Contents.Definitions(var read) ->
                    read.forEach(definition -> definitions.put(definition.key(), definition));
                case Contents.Broken(var faults) -> problems.addAll(faults);
            }
            if (problems.isEmpty()) {
                found.manifest().extensions().forEach(file -> extend(found, file, definitions, problems));
            }
        }
        return problems.isEmpty()
                ? new Contents.Definitions(List.copyOf(definitions.values()))
                : new Contents.Broken(problems);
    }

    private void extend(
            MetadataPackage found, String file, Map<DefinitionKey, Definition> definitions, List<Problem> problems) {
        var parts = file.substring(0, file.length() - ".json".length()).split("/");
        var key = new DefinitionKey(kind(parts[1] + "/"), parts[2]);
        var extended = definitions.get(key);
        if (extended == null) {
            throw new TrellisException(
                    found.manifest().name() + " extends " + key + ", which nothing that it requires has");
        }
        var json = PackageExtension.over(this.json.write(extended), found.text(file));
        switch (this.json.read(key.kind(), json)) {
            case Reading.Read(var definition) -> definitions.put(key, definition);
            case Reading.Refused(var faults) ->
                faults.forEach(fault -> problems.add(
                        new Problem(found.manifest().name() + "/" + fault.path(), fault.code(), fault.arguments())));
        }
    }

    /** Reads the definitions of one package alone. */
    Contents read(MetadataPackage found) {
        var definitions = new ArrayList<Definition>();
        var problems = new ArrayList<Problem>();
        for (var file : found.manifest().definitions()) {
            switch (json.parse(kind(file), found.text(file))) {
                case Reading.Read(var definition) -> definitions.add(definition);
                case Reading.Refused(var faults) ->
                    faults.forEach(fault -> problems.add(new Problem(
                            found.manifest().name() + "/" + fault.path(), fault.code(), fault.arguments())));
            }
        }
        return problems.isEmpty() ? new Contents.Definitions(definitions) : new Contents.Broken(problems);
    }

    private void add(MetadataPackage found) {
        if (byName.put(found.manifest().name(), found) != null) {
            throw new TrellisException(
                    "Two packages are called " + found.manifest().name());
        }
    }

    private void collect(String name, SequencedMap<String, MetadataPackage> ordered, List<String> path) {
        if (ordered.containsKey(name)) {
            return;
        }
        var found = find(name)
                .orElseThrow(() -> new TrellisException(
                        "There is no package " + name + "; there are " + String.join(", ", byName.keySet())));
        if (path.contains(name)) {
            throw new TrellisException("Packages require each other in a circle: " + path);
        }
        path.add(name);
        found.manifest().requires().forEach(required -> collect(required, ordered, path));
        ordered.put(name, found);
    }

    private static Kind kind(String file) {
        return Kind.of(file.substring(0, file.indexOf('/')))
                .orElseThrow(() -> new TrellisException("No kind of definition for the file " + file));
    }
}
