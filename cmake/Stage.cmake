# wardmap_stage(NAME [OWNS <target>…] [OWNS_HEADERS <target>…] [HEADERS <name>…])
#
# A stage is the folder src/NAME, built as the object library wardmap_NAME, together with
#   OWNS          the linked third parties that only this folder may include
#   OWNS_HEADERS  the same for header-only third parties, which nobody needs in order to link with us
#   HEADERS       the public headers of include/wardmap that this stage implements.
# Stages are declared in the order in which data flows; the test `architecture` keeps that order.
function(wardmap_stage name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OWNS;OWNS_HEADERS;HEADERS")
    set_property(GLOBAL APPEND PROPERTY wardmap_stages ${name})
    set_property(GLOBAL PROPERTY wardmap_headers_of_${name} "${arg_HEADERS}")
    set_property(GLOBAL PROPERTY wardmap_libraries_of_${name} "${arg_OWNS};${arg_OWNS_HEADERS}")
    wardmap_owner(src/${name} ${arg_OWNS} ${arg_OWNS_HEADERS})

    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp")
    if(NOT sources)
        return() # a stage whose first file is still to be written
    endif()
    add_library(wardmap_${name} OBJECT ${sources})
    target_include_directories(wardmap_${name} PRIVATE "${PROJECT_SOURCE_DIR}/include")
    target_link_libraries(wardmap_${name} PRIVATE wardmap_flags fmt::fmt ${arg_OWNS} ${arg_OWNS_HEADERS})
    if(WARDMAP_COVERAGE)
        # Ours alone, not the tests nor the program: what these reach is the question. Counted without locks, which takes a
        # sixth of the time: scripts/coverage gives each test one processor, so that none is lost.
        target_compile_options(wardmap_${name} PRIVATE --coverage -fprofile-update=single -O1)
    endif()
    target_sources(wardmap PRIVATE $<TARGET_OBJECTS:wardmap_${name}>)
    target_link_libraries(wardmap PRIVATE ${arg_OWNS})
endfunction()

# wardmap_public_headers(OUT): the public headers of all stages that exist, as paths.
function(wardmap_public_headers out)
    set(paths "")
    get_property(stages GLOBAL PROPERTY wardmap_stages)
    foreach(stage IN LISTS stages)
        get_property(headers GLOBAL PROPERTY wardmap_headers_of_${stage})
        foreach(header IN LISTS headers)
            if(EXISTS "${PROJECT_SOURCE_DIR}/include/wardmap/${header}")
                list(APPEND paths "${PROJECT_SOURCE_DIR}/include/wardmap/${header}")
            endif()
        endforeach()
    endforeach()
    set(${out} "${paths}" PARENT_SCOPE)
endfunction()

# wardmap_write_architecture(FILE): what the declarations say, for cmake/CheckIncludes.awk, one fact a line:
#   stage NAME / header STAGE NAME / library OWNER REGEX LIBRARY      (OWNER is a folder, or - for fmt: all of src and app)
function(wardmap_write_architecture file)
    set(facts "")
    get_property(stages GLOBAL PROPERTY wardmap_stages)
    foreach(stage IN LISTS stages)
        string(APPEND facts "stage ${stage}\n")
        get_property(headers GLOBAL PROPERTY wardmap_headers_of_${stage})
        foreach(header IN LISTS headers)
            string(APPEND facts "header ${stage} ${header}\n")
        endforeach()
    endforeach()
    get_property(targets GLOBAL PROPERTY wardmap_third_parties)
    foreach(target IN LISTS targets)
        get_property(owner GLOBAL PROPERTY "wardmap_owner_of_${target}")
        get_property(includes GLOBAL PROPERTY "wardmap_includes_of_${target}")
        if(NOT owner)
            set(owner -)
        endif()
        string(APPEND facts "library ${owner} ${includes} ${target}\n")
    endforeach()
    file(WRITE "${file}" "${facts}")
endfunction()
