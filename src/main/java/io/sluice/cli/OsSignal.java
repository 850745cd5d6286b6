package io.sluice.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A signal of the operating system, such as {@code INT}. A JVM has no other means for this than
 * classes that compilers warn of, which is why they are found by their names.
 *
 * <p>Other kinds of JVM, and those that were told to leave signals alone, throw {@link
 * ReflectiveOperationException}.
 */
final class OsSignal {
  private final Class<?> type;
  private final Class<?> handlerType;
  private final Object signal;

  OsSignal(String name) throws ReflectiveOperationException {
    this.type = Class.forName("sun.misc.Signal");
    this.handlerType = Class.forName("sun.misc.SignalHandler");
    this.signal = type.getConstructor(String.class).newInstance(name);
  }

  /**
   * Has something done when it comes, on a thread of its own.
   *
   * @return what was done until now, for {@link #handleAsBefore}
   */
  Object handle(Runnable act) throws ReflectiveOperationException {
    Object handler =
        Proxy.newProxyInstance(
            handlerType.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> answer(act, proxy, method, arguments));
    return handleAsBefore(handler);
  }

  private static Object answer(Runnable act, Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "handler";
      default -> {
        act.run();
        yield true;
      }
    };
  }

  /**
   * Has that done when it comes which was done at some time before.
   *
   * @return what was done until now
   */
  Object handleAsBefore(Object handler) throws ReflectiveOperationException {
    return type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
  }
}
