#include "engine/model/architectures.h"

namespace sotto::model
{

const Architecture *findArchitecture(std::string_view name)
{
    for (const Architecture *architecture : {&kQwen2, &kLlama, &kQwen3})
        if (architecture->name == name)
            return architecture;
    return nullptr;
}

} // namespace sotto::model
