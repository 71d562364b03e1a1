# What every target of the product shares: warnings, sanitizers, the include root.

find_program(TESSERA_CCACHE ccache)
if(TESSERA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${TESSERA_CCACHE}")
endif()

if(TESSERA_FUZZ)
  set(TESSERA_SANITIZE "address,undefined")
  set(TESSERA_SANITIZE_FLAGS -fsanitize=${TESSERA_SANITIZE} -fsanitize=fuzzer-no-link)
elseif(TESSERA_SANITIZE)
  set(TESSERA_SANITIZE_FLAGS -fsanitize=${TESSERA_SANITIZE})
endif()
if(TESSERA_SANITIZE_FLAGS)
  add_compile_options(${TESSERA_SANITIZE_FLAGS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(${TESSERA_SANITIZE_FLAGS})
endif()

function(tessera_settings target)
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>")
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms of g++ 12 inside std::variant and std::string (GCC bugs 105562 and 105651).
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-restrict)
  endif()
  if(TESSERA_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# A static library of every source below the current folder (tests live elsewhere).
function(tessera_library target)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  add_library(${target} STATIC ${sources})
  tessera_settings(${target})
endfunction()
