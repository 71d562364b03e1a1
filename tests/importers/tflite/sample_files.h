#pragma once

#include <map>
#include <string>
#include <vector>

namespace tessera::tflite_import {

/// Small TFLite files that together use every part of the importer, by name: the seeds of the
/// mutation test and of the fuzz target, and the models of the command-line cases. The committed
/// copies are compared with these (sample_files_test.cpp).
std::map<std::string, std::string> sampleFiles();
std::vector<std::string> sampleNames();

}  // namespace tessera::tflite_import
