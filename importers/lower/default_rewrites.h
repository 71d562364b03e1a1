#pragma once

#include "core/imported.h"

namespace tessera {

/// What is made of a network that a training framework exports: all rewrites but those that only
/// some runtimes ask for; real ends stay real where the network runs as it is stored.
RewriteOptions withRewritesOfExports(RewriteOptions options, Deployment deployment);

}  // namespace tessera
