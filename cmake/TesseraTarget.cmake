# What every target of the product shares: warnings, sanitizers, the include root.

find_program(TESSERA_CCACHE ccache)
if(TESSERA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${TESSERA_CCACHE}")
endif()

# The product has every sanitizer; tests may have fewer (TESSERA_SANITIZE_TESTS), because what they
# cost is compile time and what they would find is a fault in a test. TESSERA_SANITIZE_WITHOUT names checks
# that cost more than they find: null and alignment are nearly half of a sanitized compile, and ASan
# stops at a null that is read. script/nightly has them.
if(TESSERA_FUZZ)
  set(TESSERA_SANITIZE "address,undefined")
  set(sanitize_more -fsanitize=fuzzer-no-link)
endif()
if(TESSERA_SANITIZE)
  set(sanitize_all -fno-sanitize-recover=all -fno-omit-frame-pointer ${sanitize_more})
  set(TESSERA_SANITIZE_FLAGS -fsanitize=${TESSERA_SANITIZE} ${sanitize_all})
  if(TESSERA_SANITIZE_WITHOUT)
    list(APPEND TESSERA_SANITIZE_FLAGS -fno-sanitize=${TESSERA_SANITIZE_WITHOUT})
  endif()
  set(TESSERA_SANITIZE_TEST_FLAGS ${TESSERA_SANITIZE_FLAGS})
  if(TESSERA_SANITIZE_TESTS)
    set(TESSERA_SANITIZE_TEST_FLAGS -fsanitize=${TESSERA_SANITIZE_TESTS} ${sanitize_all})
  endif()
  add_link_options(${TESSERA_SANITIZE_FLAGS})
endif()

# What every target shares; the flags that follow the target are its sanitizers.
function(tessera_common_settings target)
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>")
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms of g++ 12 inside std::variant and std::string (GCC bugs 105562 and 105651).
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-restrict)
  endif()
  if(TESSERA_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

function(tessera_settings target)
  tessera_common_settings(${target} ${TESSERA_SANITIZE_FLAGS})
endfunction()

function(tessera_test_settings target)
  tessera_common_settings(${target} ${TESSERA_SANITIZE_TEST_FLAGS} ${TESSERA_TEST_FLAGS})
endfunction()

# A static library of every source below the current folder, or a folder in it (tests live elsewhere).
function(tessera_library target)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${ARGV1}/*.cpp")
  add_library(${target} STATIC ${sources})
  tessera_settings(${target})
endfunction()
