/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack for all classes that ask for the same kind; asking for the other kind stops the one that runs. */
final class SharedStack implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StackUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        boolean lab =
                context.getRequiredTestClass().getAnnotation(WithStack.class).lab();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedStack.class))
                .computeIfAbsent(Running.class)
                .of(lab);
    }

    /** The stack that runs, closed by JUnit after the last class. */
    static final class Running implements AutoCloseable {
        private StackUnderTest stack;
        private boolean lab;
        private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

        StackUnderTest of(boolean wanted) {
            if (stack != null && lab != wanted) {
                end();
            }
            if (stack == null) {
                lab = wanted;
                stack = Stacks.start(wanted);
            }
            return stack;
        }

        /** It waits more than it works: meanwhile the other one can start. */
        private void end() {
            ended = CompletableFuture.allOf(ended, CompletableFuture.runAsync(stack::close));
            stack = null;
        }

        @Override
        public void close() {
            if (stack != null) {
                end();
            }
            ended.join();
        }
    }
}
