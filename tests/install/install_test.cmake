# Installs the libraries into an empty folder, then configures, builds and runs a project of its own
# that finds them there: cmake -DBUILD=... -DWORK=... -DFLAGS=... -DCOMPILER=... -DMODEL=...
# -DEXPECTED=... -P install_test.cmake
file(REMOVE_RECURSE "${WORK}")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}${errors}\nexit ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --component development --prefix "${WORK}/prefix")
run("${CMAKE_COMMAND}" -G Ninja -S "${CMAKE_CURRENT_LIST_DIR}/project" -B "${WORK}/build"
    "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DCMAKE_CXX_COMPILER=${COMPILER}"
    "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_CXX_STANDARD=20)
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer" "${MODEL}")
if(NOT output STREQUAL "${EXPECTED}\n")
  message(FATAL_ERROR "the peak is ${output}instead of ${EXPECTED}")
endif()

# What is private stays so, and nothing points back to where it was built.
if(EXISTS "${WORK}/prefix/include/tessera/importers/onnx")
  message(FATAL_ERROR "the ONNX reader's headers are installed")
endif()
file(GLOB_RECURSE files "${WORK}/prefix/*.cmake")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  string(FIND "${text}" "${BUILD}" found)
  if(NOT found EQUAL -1)
    message(FATAL_ERROR "${file} names the build folder")
  endif()
endforeach()
