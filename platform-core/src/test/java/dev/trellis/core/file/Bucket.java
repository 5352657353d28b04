package dev.trellis.core.file;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/** A bucket on a server that speaks S3 and checks every signature; it keeps things in memory. */
public final class Bucket implements AutoCloseable {

    private static final String NAME = "papers";
    private static final String PREFIX = "company/";
    private static final String ACCESS_KEY = "trellis";
    private static final String SECRET_KEY = "a long secret";

    private final BlobStoreContext memory;
    private S3Proxy server;

    private Bucket(BlobStoreContext memory, S3Proxy server) {
        this.memory = memory;
        this.server = server;
    }

    public static Bucket start() {
        // Named by its class: looking it up by name would want the libraries of all the places that the server knows.
        var memory = ContextBuilder.newBuilder(new TransientApiMetadata())
                .credentials("nobody", "nothing")
                .build(BlobStoreContext.class);
        memory.getBlobStore().createContainerInLocation(null, NAME);
        return new Bucket(memory, serve(memory.getBlobStore(), 0));
    }

    private static S3Proxy serve(BlobStore store, int port) {
        var server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not start", e);
        }
        return server;
    }

    /** The settings that lead here. */
    public Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "trellis.files.s3.bucket", NAME,
                "trellis.files.s3.endpoint", "http://127.0.0.1:" + server.getPort(),
                "trellis.files.s3.region", "eu-central-1",
                "trellis.files.s3.prefix", PREFIX,
                "trellis.files.s3.path-style", true,
                "trellis.files.s3.access-key", ACCESS_KEY,
                "trellis.files.s3.secret-key", SECRET_KEY));
    }

    /** Takes the server away while {@code work} is done, and brings it back at the same address with all it held. */
    public void away(Runnable work) {
        int port = server.getPort();
        stop();
        try {
            work.run();
        } finally {
            server = serve(memory.getBlobStore(), port);
        }
    }

    /** The names of what is kept. */
    public List<String> keys() {
        return memory
                .getBlobStore()
                .list(NAME, org.jclouds.blobstore.options.ListContainerOptions.Builder.recursive())
                .stream()
                .map(object -> object.getName())
                .sorted()
                .toList();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop", e);
        }
    }

    @Override
    public void close() {
        stop();
        memory.close();
    }
}
