#include "gui/views/application.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>
#include <cstdio>
#include <optional>

#include "core/error.h"
#include "gui/models/import_words.h"
#include "gui/models/load.h"
#include "gui/views/export_view.h"
#include "gui/views/main_window.h"
#include "gui/views/style.h"
#include "gui/views/theme_choice.h"
#include "sim/study/parse_input_shape.h"

namespace tessera::gui {
namespace {

struct Arguments {
  QStringList files;
  RunSettings settings;
  bool runtimeChosen = false;
  QString exportTo;
  QString view;         ///< empty: as opened, of an export the timeline
  bool window = false;  ///< export all of it
  int scale = 2;        ///< pixels a point
  QString theme;
  QSize size{1360, 900};
};

void fail(const QString& message) {
  std::fprintf(stderr, "tessera-gui: %s\n", message.toUtf8().constData());
}

bool hasDisplay() {
#ifdef Q_OS_LINUX
  return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
         qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
  return true;
#endif
}

/// What Qt says of a machine without a session means nothing to who exports there.
void onlyErrors(QtMsgType type, const QMessageLogContext&, const QString& message) {
  if (type == QtCriticalMsg || type == QtFatalMsg) fail(message);
}

QCommandLineOption option(const char* name, const char* about, const char* value) {
  return {QString::fromLatin1(name), QString::fromUtf8(about), QString::fromLatin1(value)};
}

void describe(QCommandLineParser& parser) {
  parser.setApplicationDescription(QStringLiteral(
      "See the memory of a network, and what a schedule does to it.\n\n"
      "  tessera-gui model.onnx\n"
      "  tessera-gui model.tflite --schedule patch:4x4@auto --target NUCLEO-H743ZI2\n"
      "  tessera-gui model.onnx --export timeline.svg --view timeline"));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(QStringLiteral("FILES"),
                               QStringLiteral("A model, and schedules or saved reports"),
                               QStringLiteral("[FILES...]"));
  parser.addOptions(
      {option("schedule", "layer, patch:GRID@SPLIT or a .json file", "SCHEDULE"),
       option("runtime", "How memory is counted", "RUNTIME"),
       option("target", "The board, by name or a .toml file", "BOARD"),
       option("clock", "Of the core, instead of the board's", "400MHz"),
       option("count", "Set one counting rule of the runtime (repeatable)", "KEY=VALUE"),
       option("dtype", "int8, int16, float32 or as-stored", "TYPE"),
       option("input-shape", "Shape of a graph input (repeatable)", "NAME=1x3x8x8"),
       option("rewrite", "Make a rewrite, or all (repeatable)", "REWRITE"),
       option("no-rewrite", "Leave a rewrite out, or all (repeatable)", "REWRITE"),
       option("order", "Of the operators: file, or best", "ORDER"),
       option("planner", "exact, tflm or tinyengine", "PLANNER"),
       option("tiles", "Of patches at the border: clipped, or full", "TILES"),
       option("stage-input", "Of patches: resident, streamed or rows", "INPUT"),
       option("tile-buffers", "per-patch, or largest", "BUFFERS"),
       option("export",
              "Write a view (.svg, .png, .csv) or the report (.html, "
              ".json, .md) and end; needs no display",
              "FILE"),
       option("view", "The view to show or to export", "VIEW"),
       {QStringLiteral("window"), QStringLiteral("Export the whole window")},
       option("scale", "Pixels a point of an exported .png, 1 to 4", "N"),
       option("theme", "light, dark or system", "THEME"),
       option("size", "Of the window or picture", "WIDTHxHEIGHT")});
}

/// The choice of that name, or nothing where the option is not given.
template <class Choice>
std::optional<Choice> chosen(const QCommandLineParser& parser, const char* option,
                             std::initializer_list<Choice> choices) {
  const std::string word = parser.value(QString::fromLatin1(option)).toStdString();
  if (word.empty()) return std::nullopt;
  std::string names;
  for (const Choice& choice : choices) {
    if (name(choice) == word) return choice;
    const bool last = &choice + 1 == choices.end();
    names += std::string(names.empty() ? "" : last ? " or " : ", ") + std::string(name(choice));
  }
  throw Error(ErrorCode::usage, std::string("--") + option + " " + word + " is unknown", {},
              "choose " + names);
}

std::vector<std::string> valuesOf(const QCommandLineParser& parser, const char* name) {
  std::vector<std::string> values;
  for (const QString& value : parser.values(QString::fromLatin1(name))) {
    values.push_back(value.toStdString());
  }
  return values;
}

/// How the model is imported, counted and planned.
void readStudy(const QCommandLineParser& parser, RunSettings& settings) {
  const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
  const auto set = [&](const char* name, std::string& into) {
    if (!value(name).isEmpty()) into = value(name).toStdString();
  };
  set("schedule", settings.schedule);
  set("runtime", settings.runtime);
  set("target", settings.board);
  readClock(value("clock").toStdString(), settings);
  settings.switches = valuesOf(parser, "count");
  settings.rewritesMade = valuesOf(parser, "rewrite");
  settings.rewritesNotMade = valuesOf(parser, "no-rewrite");
  for (const std::string& shape : valuesOf(parser, "input-shape")) {
    settings.inputShapes.insert(parseInputShape(shape));
  }
  settings.deployment =
      chosen(parser, "dtype",
             {Deployment::int8, Deployment::int16, Deployment::float32, Deployment::asStored});
  settings.order =
      chosen(parser, "order", {OrderKind::file, OrderKind::best}).value_or(settings.order);
  settings.tiles = chosen(parser, "tiles", {TilePolicy::clipped, TilePolicy::full});
  settings.stageInput =
      chosen(parser, "stage-input", {StageInput::resident, StageInput::streamed, StageInput::rows});
  settings.tileBuffers =
      chosen(parser, "tile-buffers", {TileBuffers::perPatch, TileBuffers::largest});
  if (!value("planner").isEmpty()) settings.planner = plannerNamed(value("planner").toStdString());
}

int scaleOf(const QString& text) {
  const int scale = text.toInt();
  if (scale >= 1 && scale <= 4) return scale;
  throw Error(ErrorCode::usage, "--scale " + text.toStdString() + " is none", {}, "write 1 to 4");
}

QSize sizeOf(const QString& text) {
  const QStringList parts = text.split(u'x');
  const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
  if (parts.size() == 2 && size.width() >= 200 && size.height() >= 150 && size.width() <= 10'000 &&
      size.height() <= 10'000) {
    return size;
  }
  throw Error(ErrorCode::usage, "--size " + text.toStdString() + " is no size", {},
              "write 1360x900, at least 200x150");
}

Arguments argumentsOf(const QCommandLineParser& parser) {
  Arguments arguments;
  const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
  arguments.files = parser.positionalArguments();
  readStudy(parser, arguments.settings);
  arguments.runtimeChosen = !value("runtime").isEmpty();
  arguments.exportTo = value("export");
  arguments.window = parser.isSet(QStringLiteral("window"));
  arguments.theme = value("theme");
  const QStringList themes{QString(), QStringLiteral("light"), QStringLiteral("dark"),
                           QStringLiteral("system")};
  if (!themes.contains(arguments.theme)) {
    throw Error(ErrorCode::usage, "--theme " + arguments.theme.toStdString() + " is unknown", {},
                "choose light, dark or system");
  }
  if (!value("scale").isEmpty()) arguments.scale = scaleOf(value("scale"));
  if (!value("size").isEmpty()) arguments.size = sizeOf(value("size"));
  if (!value("view").isEmpty()) {
    arguments.view = value("view");
    if (!Pages::viewNames().contains(arguments.view)) {
      throw Error(ErrorCode::usage, "--view " + arguments.view.toStdString() + " is unknown", {},
                  "choose " + Pages::viewNames().join(QStringLiteral(", ")).toStdString());
    }
  }
  if (!arguments.exportTo.isEmpty() && arguments.files.isEmpty() && !arguments.window) {
    throw Error(ErrorCode::usage, "--export has nothing to show", {}, "name a model");
  }
  if (arguments.view.isEmpty() && !arguments.exportTo.isEmpty() && !arguments.window) {
    arguments.view = QStringLiteral("timeline");
  }
  // Wrong names fail at once, not in the window.
  runtimeOf(arguments.settings);
  targetOf(arguments.settings);
  return arguments;
}

void open(MainWindow& window, const Arguments& arguments) {
  window.document().setRuntimeChosen(arguments.runtimeChosen);
  window.document().setSettings(arguments.settings);
  for (const QString& file : arguments.files) window.openFile(file);
  if (!arguments.view.isEmpty()) window.pages().showView(arguments.view);
}

/// Lets the run end; nothing where it went well, else the exit code.
std::optional<int> await(MainWindow& window) {
  Document& document = window.document();
  std::optional<int> failure;
  const auto told = QObject::connect(&document, &Document::failed, &window,
                                     [&](const QString& message, int code) {
                                       fail(message);
                                       failure = code;
                                       QApplication::exit(code);
                                     });
  QObject::connect(&document, &Document::finished, &window, [] { QApplication::exit(0); });
  QApplication::exec();
  QObject::disconnect(told);
  return failure;
}

/// A comparison wants a reference: the same layer by layer.
std::optional<int> keepLayers(MainWindow& window) {
  const RunSettings settings = window.document().settings();
  RunSettings layers = settings;
  layers.schedule = "layer";
  if (layers == settings) return std::nullopt;
  window.document().setSettings(layers);
  if (const auto failure = await(window)) return failure;
  window.pages().compare->addRun(window.document().run());
  window.document().setSettings(settings);
  return await(window);
}

/// Shows the widget as large as asked for and lets the view end what it works out in the
/// background.
void settle(MainWindow& window, QWidget& shown, const Arguments& arguments) {
  shown.resize(arguments.size);
  shown.show();
  if (!arguments.files.isEmpty()) window.pages().startWork(arguments.view);
  QApplication::processEvents();
  while (!window.pages().settled()) QApplication::processEvents(QEventLoop::WaitForMoreEvents);
  QApplication::processEvents();  // what changed last is laid out
  if (QWidget* focused = QApplication::focusWidget()) focused->clearFocus();
}

void draw(MainWindow& window, const Arguments& arguments) {
  if (arguments.window) {
    settle(window, window, arguments);
    return exportPicture(window, arguments.exportTo, arguments.scale);
  }
  QWidget* view = window.pages().view(arguments.view);
  view->setParent(nullptr);
  window.pages().network->fitForPicture();
  settle(window, *view, arguments);
  if (const Run& run = window.document().run()) {
    exportAs(
        *run, window.axis().unit(), *view, [&] { return window.pages().csvOf(arguments.view); },
        arguments.exportTo, arguments.scale);
  } else {
    exportPicture(*view, arguments.exportTo, arguments.scale);
  }
  view->hide();
  view->deleteLater();
}

int exportOne(MainWindow& window, const Arguments& arguments) {
  open(window, arguments);
  if (!arguments.files.isEmpty()) {
    const bool compares = arguments.view == QStringLiteral("compare");
    const bool model = window.document().busy();
    if (!window.message().isEmpty()) {
      fail(window.message());
      return static_cast<int>(ErrorCode::input);
    }
    if (!model && !compares && !arguments.window) {
      throw Error(ErrorCode::usage, "a report alone is shown on one page", {},
                  "--view compare exports it; name a model for the other views");
    }
    if (model) {
      if (const auto failure = await(window)) return *failure;
    }
    if (model && compares) {
      if (const auto failure = keepLayers(window)) return *failure;
    }
  }
  draw(window, arguments);
  return 0;
}

int run(bool display) {
  QCommandLineParser parser;
  describe(parser);
  if (!parser.parse(QApplication::arguments())) {
    QString fault = parser.errorText();
    if (fault.endsWith(u'.')) fault.chop(1);
    throw Error(ErrorCode::usage, fault.toStdString(), {}, "--help lists the options");
  }
  if (parser.isSet(QStringLiteral("help"))) parser.showHelp();
  if (parser.isSet(QStringLiteral("version"))) parser.showVersion();
  const Arguments arguments = argumentsOf(parser);
  if (!display && arguments.exportTo.isEmpty()) {
    throw Error(ErrorCode::usage, "there is no display", {},
                "--export FILE writes a view without one, and so does `tessera simulate`");
  }
  useTheme(arguments.theme.isEmpty() ? keptTheme() : arguments.theme);
  MainWindow window;
  if (!arguments.exportTo.isEmpty()) return exportOne(window, arguments);
  open(window, arguments);
  window.show();
  return QApplication::exec();
}

}  // namespace

int runApplication(int argc, char** argv) {
  // Help, errors in the arguments and exports need no display.
  const bool display = hasDisplay();
  if (!display) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(onlyErrors);
  }
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("tessera-gui"));
  QApplication::setOrganizationName(QStringLiteral("tessera"));
  QApplication::setApplicationDisplayName(QStringLiteral("Tessera"));
  QApplication::setApplicationVersion(QStringLiteral(TESSERA_VERSION));
  QApplication::setStyle(new Style);
  QApplication::setWindowIcon(QIcon(QStringLiteral(":/tessera-gui.svg")));
  try {
    return run(display);
  } catch (const Error& error) {
    fail(QString::fromUtf8(error.what()));
    return static_cast<int>(error.code());
  }
}

}  // namespace tessera::gui
