#include "gui/views/application.h"

int main(int argc, char** argv) { return tessera::gui::runApplication(argc, argv); }
