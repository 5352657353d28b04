package dev.trellis.core.template;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A package kept as resources on the class path. */
public final class ClassPathPackage implements MetadataPackage {

    private static final String MANIFEST = "manifest.json";

    private final ClassLoader loader;
    private final String folder;
    private final PackageManifest manifest;

    private ClassPathPackage(ClassLoader loader, String folder) {
        this.loader = loader;
        this.folder = folder;
        this.manifest = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(read(MANIFEST), PackageManifest.class);
    }

    /** Opens the package in a resource folder without a slash at either end: {@code trellis/packages/crm-base}. */
    public static ClassPathPackage in(ClassLoader loader, String folder) {
        return new ClassPathPackage(loader, folder);
    }

    /** The package that every workspace has: people, departments, the administrator's role. */
    public static ClassPathPackage builtIn() {
        return in(ClassPathPackage.class.getClassLoader(), "trellis/builtin");
    }

    @Override
    public PackageManifest manifest() {
        return manifest;
    }

    @Override
    public String text(String file) {
        if (!manifest.files().contains(file)) {
            throw new TrellisException("Package " + manifest.name() + " has no file " + file);
        }
        return read(file);
    }

    private String read(String file) {
        try (var stream = loader.getResourceAsStream(folder + "/" + file)) {
            if (stream == null) {
                throw new TrellisException("No resource " + folder + "/" + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
