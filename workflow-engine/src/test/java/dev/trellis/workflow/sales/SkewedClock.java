package dev.trellis.workflow.sales;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A Java whose clock is wrong: {@link Clock} itself is patched, so whatever asks it is told another time. */
final class SkewedClock {

    private static final String CLOCK = "java/time/Clock.class";
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
    private static final MethodTypeDesc LATER = MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long);

    private SkewedClock() {}

    /**
     * Returns the options of a virtual machine whose clock is ahead, or behind if the duration is negative.
     *
     * @param folder where the patch is kept
     */
    static List<String> ahead(Duration by, Path folder) throws IOException {
        var file = folder.toAbsolutePath().resolve(CLOCK);
        Files.createDirectories(file.getParent());
        Files.write(file, patched(by.toSeconds()));
        return List.of("--patch-module", "java.base=" + folder.toAbsolutePath());
    }

    private static byte[] patched(long seconds) throws IOException {
        try (var source = Objects.requireNonNull(Object.class.getResourceAsStream("/" + CLOCK))) {
            var file = ClassFile.of();
            var clock = file.parse(source.readAllBytes());
            var later = CodeTransform.ACCEPT_ALL.andThen((code, element) -> {
                if (element instanceof ReturnInstruction back && back.opcode() == Opcode.ARETURN) {
                    code.ldc(Long.valueOf(seconds)).invokevirtual(INSTANT, "plusSeconds", LATER);
                }
                code.with(element);
            });
            return file.transformClass(
                    clock,
                    ClassTransform.transformingMethodBodies(
                            method -> method.methodName().equalsString("currentInstant"), later));
        }
    }
}
