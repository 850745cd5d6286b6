import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Draws the road signs of this folder, the same ones on every run:
 *
 * <pre>java examples/quickstart/DrawRoadSigns.java [DIRECTORY]</pre>
 *
 * DIRECTORY is the folder that this file is in, unless another is named. Letters and digits are
 * drawn as strokes, so no font has to be installed.
 */
public final class DrawRoadSigns {

  /** One picture: where it goes, what is on it, and how it is written. */
  private record Picture(String path, Sign sign, Weather weather, int width, int height, How how) {}

  private enum How {
    PLAIN,
    PROGRESSIVE,
    /** Stored lying on its side, with an EXIF note that a viewer has to turn it by 90 degrees. */
    TURNED
  }

  private enum Sign {
    STOP,
    YIELD,
    LIMIT_30,
    LIMIT_50,
    LIMIT_80,
    ONE_WAY,
    NO_ENTRY,
    PRIORITY,
    CROSSING,
    ROUNDABOUT
  }

  private enum Weather {
    CLEAR(0x3F86D0, 0xCFE6F7, 0x6B9A45, 0x4C4F55),
    OVERCAST(0x8E9AA6, 0xD3D9DD, 0x66804C, 0x45484C),
    DUSK(0x2B2F5E, 0xF2A267, 0x3C4A36, 0x303238),
    SNOW(0xA9BCCB, 0xEEF3F6, 0xE9EEF2, 0x6A6E74);

    final Color sky;
    final Color horizon;
    final Color ground;
    final Color asphalt;

    Weather(int sky, int horizon, int ground, int asphalt) {
      this.sky = new Color(sky);
      this.horizon = new Color(horizon);
      this.ground = new Color(ground);
      this.asphalt = new Color(asphalt);
    }
  }

  private static final List<Picture> PICTURES =
      List.of(
          jpeg("stop/001.jpg", Sign.STOP, Weather.CLEAR),
          jpeg("stop/002.jpg", Sign.STOP, Weather.DUSK),
          small("stop/003.png", Sign.STOP, Weather.OVERCAST, 320, 240),
          jpeg("stop/004.jpeg", Sign.STOP, Weather.SNOW),
          jpeg("yield/001.jpg", Sign.YIELD, Weather.CLEAR),
          small("yield/002.gif", Sign.YIELD, Weather.OVERCAST, 320, 240),
          new Picture("yield/003.jpg", Sign.YIELD, Weather.SNOW, 480, 640, How.TURNED),
          jpeg("speed-limit/001.jpg", Sign.LIMIT_30, Weather.OVERCAST),
          jpeg("speed-limit/002.jpg", Sign.LIMIT_50, Weather.CLEAR),
          small("speed-limit/003.png", Sign.LIMIT_80, Weather.CLEAR, 320, 240),
          small("speed-limit/004.tif", Sign.LIMIT_50, Weather.DUSK, 320, 240),
          jpeg("one-way/001.jpg", Sign.ONE_WAY, Weather.CLEAR),
          small("one-way/002.tiff", Sign.ONE_WAY, Weather.SNOW, 320, 240),
          jpeg("one-way/003.jpg", Sign.ONE_WAY, Weather.DUSK),
          jpeg("no-entry/001.jpg", Sign.NO_ENTRY, Weather.OVERCAST),
          small("no-entry/002.bmp", Sign.NO_ENTRY, Weather.CLEAR, 160, 120),
          jpeg("no-entry/003.jpg", Sign.NO_ENTRY, Weather.SNOW),
          jpeg("priority-road/001.jpg", Sign.PRIORITY, Weather.CLEAR),
          jpeg("priority-road/002.JPG", Sign.PRIORITY, Weather.DUSK),
          small("priority-road/003.png", Sign.PRIORITY, Weather.SNOW, 320, 240),
          jpeg("pedestrian-crossing/001.jpg", Sign.CROSSING, Weather.CLEAR),
          new Picture(
              "pedestrian-crossing/002.jpg",
              Sign.CROSSING,
              Weather.OVERCAST,
              640,
              480,
              How.PROGRESSIVE),
          small("pedestrian-crossing/003.gif", Sign.CROSSING, Weather.SNOW, 320, 240),
          jpeg("roundabout/001.jpg", Sign.ROUNDABOUT, Weather.OVERCAST),
          small("roundabout/002.png", Sign.ROUNDABOUT, Weather.CLEAR, 320, 240),
          jpeg("roundabout/003.jpeg", Sign.ROUNDABOUT, Weather.DUSK),
          jpeg("country-road.JPG", Sign.LIMIT_80, Weather.SNOW),
          jpeg("junction.jpg", Sign.PRIORITY, Weather.OVERCAST));

  private static final Color RED = new Color(0xC1121F);
  private static final Color BLUE = new Color(0x1559A6);
  private static final Color YELLOW = new Color(0xF6C315);
  private static final Color WHITE = new Color(0xF7F7F2);
  private static final Color BLACK = new Color(0x1B1B1B);

  /** Centre lines of letters and digits, ten high, as M(ove), L(ine), C(urve) and Z (close). */
  private static final Map<Character, String> STROKES =
      Map.ofEntries(
          Map.entry(
              'S',
              "M 6 2.4 C 5.9 .8 4.8 0 3 0 C 1.2 0 0 1 0 2.5 C 0 4.3 1.6 4.7 3 5"
                  + " C 4.5 5.3 6 5.8 6 7.6 C 6 9.2 4.8 10 3 10 C 1.2 10 .1 9.1 0 7.6"),
          Map.entry('T', "M 0 0 L 6 0 M 3 0 L 3 10"),
          Map.entry('O', "M 3 0 C 5.2 0 6 1.2 6 3 L 6 7 C 6 8.8 5.2 10 3 10 C .8 10 0 8.8 0 7 L 0 3 C 0 1.2 .8 0 3 0 Z"),
          Map.entry('0', "M 3 0 C 5.2 0 6 1.2 6 3 L 6 7 C 6 8.8 5.2 10 3 10 C .8 10 0 8.8 0 7 L 0 3 C 0 1.2 .8 0 3 0 Z"),
          Map.entry('P', "M 0 10 L 0 0 L 3.5 0 C 5.4 0 6 1.2 6 2.7 C 6 4.2 5.4 5.4 3.5 5.4 L 0 5.4"),
          Map.entry('N', "M 0 10 L 0 0 L 6 10 L 6 0"),
          Map.entry('E', "M 5.6 0 L 0 0 L 0 10 L 5.6 10 M 0 4.8 L 4.8 4.8"),
          Map.entry('W', "M 0 0 L 1.7 10 L 3.5 1 L 5.3 10 L 7 0"),
          Map.entry('A', "M 0 10 L 3 0 L 6 10 M 1.1 6.6 L 4.9 6.6"),
          Map.entry('Y', "M 0 0 L 3 5 L 6 0 M 3 5 L 3 10"),
          Map.entry(
              '3',
              "M 0 1.9 C .3 .5 1.5 0 3 0 C 4.8 0 5.8 1 5.8 2.4 C 5.8 3.9 4.8 4.8 3 4.8 L 2 4.8"
                  + " M 3 4.8 C 4.9 4.8 6 5.8 6 7.3 C 6 9 4.8 10 3 10 C 1.4 10 .2 9.4 0 8"),
          Map.entry(
              '5',
              "M 5.6 0 L .9 0 L .5 4.9 C 1.2 4.2 2 3.9 3 3.9 C 4.9 3.9 6 5 6 6.9"
                  + " C 6 8.9 4.8 10 3 10 C 1.4 10 .3 9.3 0 8"),
          Map.entry(
              '8',
              "M 3 0 C 4.7 0 5.7 1 5.7 2.4 C 5.7 3.9 4.6 4.8 3 4.8 C 1.4 4.8 .3 3.9 .3 2.4"
                  + " C .3 1 1.3 0 3 0 Z M 3 4.8 C 4.9 4.8 6 5.8 6 7.4 C 6 9 4.8 10 3 10"
                  + " C 1.2 10 0 9 0 7.4 C 0 5.8 1.1 4.8 3 4.8 Z"));

  private DrawRoadSigns() {}

  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Path folder = args.length > 0 ? Path.of(args[0]) : Path.of("examples", "quickstart");
    if (args.length == 0 && !Files.isRegularFile(folder.resolve("DrawRoadSigns.java"))) {
      System.err.println("Run this from the project's top folder, or name the folder to write to.");
      System.exit(2);
    }
    long total = 0;
    for (Picture picture : PICTURES) {
      byte[] bytes = encode(picture, draw(picture));
      total += bytes.length;
      write(folder.resolve("road-signs").resolve(picture.path()), bytes);
    }
    byte[] whole = encode(PICTURES.get(0), draw(jpeg("half", Sign.STOP, Weather.OVERCAST)));
    write(folder.resolve("cut").resolve("half-a-sign.jpg"), Arrays.copyOf(whole, whole.length / 2));
    System.out.printf(
        Locale.ROOT, "%d pictures, %d KB, in %s%n", PICTURES.size(), total / 1000, folder);
  }

  private static Picture jpeg(String path, Sign sign, Weather weather) {
    return new Picture(path, sign, weather, 640, 480, How.PLAIN);
  }

  private static Picture small(String path, Sign sign, Weather weather, int width, int height) {
    return new Picture(path, sign, weather, width, height, How.PLAIN);
  }

  // ---- the scene

  private static BufferedImage draw(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    Random random = new Random(picture.path().hashCode());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(width / 640.0, height / 480.0);
    double horizon = 285 + random.nextInt(30);
    sky(g, picture.weather(), horizon, random);
    hills(g, picture.weather(), horizon, random);
    road(g, picture.weather(), horizon, random);
    boolean portrait = height > width;
    // Undo the stretching of the scene for the sign itself: a circle stays a circle.
    double squeeze = portrait ? (height / 480.0) / (width / 640.0) : 1;
    double x = portrait ? 330 : 370 + random.nextInt(110);
    sign(g, picture.sign(), x, 165 + random.nextInt(30), 92 + random.nextInt(24), squeeze, random);
    if (picture.path().equals("junction.jpg")) {
      sign(g, Sign.STOP, 120, 235, 48, squeeze, random);
    }
    vignette(g, picture.weather());
    g.dispose();
    if (isJpeg(picture)) {
      noise(image, random);
    }
    return image;
  }

  private static void sky(Graphics2D g, Weather weather, double horizon, Random random) {
    g.setPaint(new GradientPaint(0, 0, weather.sky, 0, (float) horizon, weather.horizon));
    g.fill(new Rectangle2D.Double(0, 0, 640, horizon + 2));
    if (weather == Weather.DUSK) {
      Point2D sun = new Point2D.Double(90 + random.nextInt(120), horizon - 25);
      Color[] glow = {new Color(255, 226, 160, 230), new Color(255, 170, 90, 0)};
      g.setPaint(new RadialGradientPaint(sun, 150, new float[] {0.1f, 1}, glow));
      g.fill(new Rectangle2D.Double(0, 0, 640, horizon));
    }
    int clouds = weather == Weather.OVERCAST ? 14 : 5;
    for (int i = 0; i < clouds; i++) {
      cloud(g, random.nextInt(640), 20 + random.nextInt(150), 40 + random.nextInt(60), random);
    }
  }

  private static void cloud(Graphics2D g, int x, int y, int size, Random random) {
    g.setColor(new Color(255, 255, 255, 38));
    for (int i = 0; i < 9; i++) {
      double w = size * (0.6 + random.nextDouble() * 0.8);
      double left = x + (random.nextDouble() - 0.5) * size * 1.6 - w / 2;
      g.fill(new Ellipse2D.Double(left, y + random.nextDouble() * size * 0.2, w, w * 0.34));
    }
  }

  private static void hills(Graphics2D g, Weather weather, double horizon, Random random) {
    for (int layer = 0; layer < 2; layer++) {
      Path2D hill = new Path2D.Double();
      double phase = random.nextDouble() * 6;
      double high = layer == 0 ? 46 : 26;
      hill.moveTo(0, horizon + 4);
      for (int x = 0; x <= 640; x += 8) {
        double wave = Math.sin(x / 95.0 + phase) + 0.5 * Math.sin(x / 37.0 + 2 * phase);
        hill.lineTo(x, horizon - high * (0.75 + 0.3 * wave));
      }
      hill.lineTo(640, horizon + 4);
      g.setColor(mix(weather.horizon, weather.ground.darker(), layer == 0 ? 0.35 : 0.65));
      g.fill(hill);
    }
    for (int i = 0; i < 26; i++) {
      double x = random.nextInt(640);
      double size = 10 + random.nextInt(22);
      g.setColor(mix(weather.ground.darker().darker(), new Color(0x24401F), 0.5));
      g.fill(new Ellipse2D.Double(x, horizon - size * 0.85, size * 0.8, size));
    }
  }

  private static void road(Graphics2D g, Weather weather, double horizon, Random random) {
    Color far = mix(weather.ground, weather.horizon, 0.25);
    g.setPaint(new GradientPaint(0, (float) horizon, far, 0, 480, weather.ground));
    g.fill(new Rectangle2D.Double(0, horizon, 640, 480 - horizon));
    double end = 200 + random.nextInt(60);
    g.setPaint(
        new GradientPaint(0, (float) horizon, mix(weather.asphalt, weather.horizon, 0.3), 0, 480, weather.asphalt));
    g.fill(quad(end - 9, horizon, end + 9, horizon, 470, 480, -170, 480));
    g.setColor(new Color(240, 240, 232, 215));
    g.fill(quad(end - 8.4, horizon, end - 7.6, horizon, -130, 480, -148, 480));
    g.fill(quad(end + 7.6, horizon, end + 8.4, horizon, 448, 480, 430, 480));
    for (double t = 0.06; t < 1; t *= 1.55) {
      double to = Math.min(1, t * 1.27);
      double y0 = horizon + (480 - horizon) * t;
      double y1 = horizon + (480 - horizon) * to;
      double x0 = end + (150 - end) * t;
      double x1 = end + (150 - end) * to;
      g.fill(quad(x0 - 6 * t, y0, x0 + 6 * t, y0, x1 + 6 * to, y1, x1 - 6 * to, y1));
    }
  }

  private static void vignette(Graphics2D g, Weather weather) {
    Color edge = new Color(0, 0, 0, weather == Weather.DUSK ? 120 : 70);
    Color[] colors = {new Color(0, 0, 0, 0), edge};
    g.setPaint(new RadialGradientPaint(new Point2D.Double(330, 220), 470, new float[] {0.5f, 1}, colors));
    g.fill(new Rectangle2D.Double(0, 0, 640, 480));
  }

  private static void noise(BufferedImage image, Random random) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int change = (int) Math.round(random.nextGaussian() * 3);
        int red = clamp((rgb >> 16 & 255) + change);
        int green = clamp((rgb >> 8 & 255) + change);
        image.setRGB(x, y, red << 16 | green << 8 | clamp((rgb & 255) + change));
      }
    }
  }

  // ---- the signs, each within -1..1 in both directions

  private static void sign(
      Graphics2D scene, Sign sign, double x, double y, double radius, double squeeze, Random random) {
    Graphics2D g = (Graphics2D) scene.create();
    g.translate(x, y);
    g.scale(radius * squeeze, radius);
    g.rotate((random.nextDouble() - 0.5) * 0.1);
    g.setPaint(new GradientPaint(-0.06f, 0, new Color(0xD5D9DC), 0.07f, 0, new Color(0x7A8086)));
    g.fill(new Rectangle2D.Double(-0.055, 0, 0.11, 5));
    // The view is a little from the side.
    g.scale(0.9 + random.nextDouble() * 0.1, 1);
    g.shear(0, (random.nextDouble() - 0.5) * 0.12);
    Shape plate = plate(sign);
    Graphics2D shadow = (Graphics2D) g.create();
    shadow.translate(0.04, 0.05);
    shadow.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.3f));
    shadow.setColor(Color.BLACK);
    shadow.fill(plate);
    shadow.dispose();
    face(g, sign, plate);
    Color[] gloss = {new Color(255, 255, 255, 60), new Color(255, 255, 255, 0), new Color(0, 0, 0, 46)};
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(-0.4, -0.6), 2.1f, new float[] {0, 0.45f, 1}, gloss));
    g.fill(plate);
    g.dispose();
  }

  private static Shape plate(Sign sign) {
    return switch (sign) {
      case STOP -> polygon(8, Math.PI / 8, 1);
      case YIELD -> rounded(polygon(3, Math.PI / 2, 1), 0.1);
      case PRIORITY -> rounded(polygon(4, 0, 0.96), 0.08);
      case ONE_WAY -> new RoundRectangle2D.Double(-1.25, -0.45, 2.5, 0.9, 0.12, 0.12);
      case CROSSING -> new RoundRectangle2D.Double(-0.85, -0.85, 1.7, 1.7, 0.16, 0.16);
      case LIMIT_30, LIMIT_50, LIMIT_80, NO_ENTRY, ROUNDABOUT -> disc(0.95);
    };
  }

  private static void face(Graphics2D g, Sign sign, Shape plate) {
    switch (sign) {
      case STOP -> {
        layers(g, plate, WHITE, 0.93, RED);
        lettering(g, "STOP", WHITE, 0, 0, 0.48, 1.75);
      }
      case YIELD -> {
        layers(g, plate, WHITE, 0.95, RED);
        g.setColor(WHITE);
        g.fill(rounded(polygon(3, Math.PI / 2, 0.6), 0.06));
      }
      case LIMIT_30, LIMIT_50, LIMIT_80 -> {
        layers(g, plate, WHITE, 0.97, RED);
        g.setColor(WHITE);
        g.fill(disc(0.7));
        lettering(g, sign.name().substring("LIMIT_".length()), BLACK, 0, 0, 0.66, 1.8);
      }
      case ONE_WAY -> {
        layers(g, plate, WHITE, 0.96, BLACK);
        g.setColor(WHITE);
        g.fill(path("M -1.1 -.2 L .55 -.2 L .55 -.36 L 1.12 0 L .55 .36 L .55 .2 L -1.1 .2 Z"));
        lettering(g, "ONE WAY", BLACK, -0.22, 0, 0.22, 1.5);
      }
      case NO_ENTRY -> {
        layers(g, plate, WHITE, 0.97, RED);
        g.setColor(WHITE);
        g.fill(new RoundRectangle2D.Double(-0.68, -0.17, 1.36, 0.34, 0.06, 0.06));
      }
      case PRIORITY -> {
        layers(g, plate, BLACK, 0.97, WHITE);
        g.setColor(YELLOW);
        g.fill(rounded(polygon(4, 0, 0.62), 0.05));
      }
      case CROSSING -> crossing(g, plate);
      case ROUNDABOUT -> roundabout(g, plate);
    }
  }

  private static void crossing(Graphics2D g, Shape plate) {
    layers(g, plate, WHITE, 0.96, BLUE);
    g.setColor(WHITE);
    g.fill(path("M 0 -.74 L .74 .62 L -.74 .62 Z"));
    g.setColor(BLACK);
    g.fill(new Ellipse2D.Double(-0.07, -0.38, 0.16, 0.16));
    g.setStroke(new BasicStroke(0.085f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path("M -.01 -.14 L -.03 .12 L .12 .3 L .16 .48 M -.03 .12 L -.1 .3 L -.24 .46"));
    g.draw(path("M 0 -.13 L .17 .02 L .26 .1 M -.02 -.13 L -.16 .0 L -.2 .14"));
    for (double x = -0.6; x < 0.5; x += 0.26) {
      g.fill(quad(x + 0.02, 0.53, x + 0.14, 0.53, x + 0.12, 0.6, x - 0.02, 0.6));
    }
  }

  private static void roundabout(Graphics2D g, Shape plate) {
    layers(g, plate, WHITE, 0.95, BLUE);
    g.setColor(WHITE);
    for (int i = 0; i < 3; i++) {
      Graphics2D arrow = (Graphics2D) g.create();
      arrow.rotate(i * 2 * Math.PI / 3);
      arrow.setStroke(new BasicStroke(0.17f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      arrow.draw(new Arc2D.Double(-0.52, -0.52, 1.04, 1.04, 25, 72, Arc2D.OPEN));
      // The head sits where the arc ends, pointing on along the circle.
      arrow.rotate(Math.toRadians(-97 + 90));
      arrow.fill(path("M .03 -.72 L .03 -.32 L -.27 -.5 Z"));
      arrow.dispose();
    }
  }

  private static void layers(Graphics2D g, Shape plate, Color rim, double scale, Color inner) {
    g.setColor(rim);
    g.fill(plate);
    g.setColor(inner);
    g.fill(AffineTransform.getScaleInstance(scale, scale).createTransformedShape(plate));
  }

  private static void lettering(
      Graphics2D g, String text, Color color, double x, double y, double high, double weight) {
    Path2D line = new Path2D.Double();
    double advance = 0;
    for (char letter : text.toCharArray()) {
      if (letter != ' ') {
        Path2D glyph = path(STROKES.get(letter));
        double glyphWidth = glyph.getBounds2D().getWidth();
        line.append(AffineTransform.getTranslateInstance(advance, 0).createTransformedShape(glyph), false);
        advance += glyphWidth + weight * 1.75;
      } else {
        advance += 4;
      }
    }
    Rectangle2D box = line.getBounds2D();
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(high / 10, high / 10);
    place.translate(-box.getCenterX(), -box.getCenterY());
    BasicStroke pen =
        new BasicStroke((float) weight, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 2);
    g.setColor(color);
    g.fill(place.createTransformedShape(pen.createStrokedShape(line)));
  }

  // ---- shapes

  private static Path2D path(String commands) {
    Path2D path = new Path2D.Double();
    try (Scanner in = new Scanner(commands).useLocale(Locale.ROOT)) {
      while (in.hasNext()) {
        switch (in.next()) {
          case "M" -> path.moveTo(number(in), number(in));
          case "L" -> path.lineTo(number(in), number(in));
          case "C" ->
              path.curveTo(
                  number(in), number(in), number(in), number(in), number(in), number(in));
          case "Z" -> path.closePath();
          default -> throw new IllegalArgumentException("Not a path: " + commands);
        }
      }
    }
    return path;
  }

  private static double number(Scanner in) {
    return Double.parseDouble(in.next());
  }

  private static Path2D polygon(int corners, double start, double radius) {
    Path2D shape = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = start + 2 * Math.PI * i / corners;
      double x = radius * Math.cos(angle);
      double y = radius * Math.sin(angle);
      if (i == 0) {
        shape.moveTo(x, y);
      } else {
        shape.lineTo(x, y);
      }
    }
    shape.closePath();
    return shape;
  }

  private static Shape rounded(Shape shape, double radius) {
    Area area = new Area(shape);
    float pen = (float) (2 * radius);
    area.add(
        new Area(
            new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                .createStrokedShape(shape)));
    return area;
  }

  private static Shape disc(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }

  private static Path2D quad(
      double x1, double y1, double x2, double y2, double x3, double y3, double x4, double y4) {
    Path2D shape = new Path2D.Double();
    shape.moveTo(x1, y1);
    shape.lineTo(x2, y2);
    shape.lineTo(x3, y3);
    shape.lineTo(x4, y4);
    shape.closePath();
    return shape;
  }

  private static Color mix(Color a, Color b, double share) {
    return new Color(
        (int) (a.getRed() + (b.getRed() - a.getRed()) * share),
        (int) (a.getGreen() + (b.getGreen() - a.getGreen()) * share),
        (int) (a.getBlue() + (b.getBlue() - a.getBlue()) * share));
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }

  // ---- the files

  private static boolean isJpeg(Picture picture) {
    String path = picture.path().toLowerCase(Locale.ROOT);
    return path.endsWith("jpg") || path.endsWith("jpeg") || path.equals("half");
  }

  private static byte[] encode(Picture picture, BufferedImage image) throws IOException {
    if (picture.how() == How.TURNED) {
      return withOrientation6(write(turnedLeft(image), "jpg", picture.how()));
    }
    String format = picture.path().replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT);
    String writer = format.startsWith("tif") ? "tiff" : format;
    return write(image, writer, picture.how());
  }

  private static byte[] write(BufferedImage image, String format, How how) throws IOException {
    BufferedImage flat = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    flat.getGraphics().drawImage(image, 0, 0, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (format.startsWith("jp")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.85f);
    } else if (format.equals("tiff")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("LZW");
    }
    if (how == How.PROGRESSIVE) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(flat, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  private static BufferedImage turnedLeft(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage turned = new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned.setRGB(y, width - 1 - x, image.getRGB(x, y));
      }
    }
    return turned;
  }

  /** Puts an APP1 segment behind the start marker: EXIF, big-endian, orientation as its only tag. */
  private static byte[] withOrientation6(byte[] jpeg) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int[] app1 = {
      0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, // header
      0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0 // tag 0x0112, one short, 6; no more
    };
    for (int b : app1) {
      out.write(b);
    }
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
