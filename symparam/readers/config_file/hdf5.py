"""Legacy .h5 files: the config stands in an attribute of the root; nothing else is read."""

from __future__ import annotations

from ...errors import MissingExtra, ReadError


def config_in_hdf5(name: str, limit: int) -> str:
    """The text of the model_config attribute.

    Raises MissingExtra without h5py, and ReadError where the file has no config.
    """
    try:
        import h5py
    except ImportError:
        raise MissingExtra(f"{name}: reading .h5 files needs h5py: pip install 'symparam[h5]'") from None
    try:
        with h5py.File(name, "r") as file:
            if "model_config" not in file.attrs:
                raise ReadError(
                    f"{name}: this .h5 file has no model_config; it holds weights only, as save_weights() "
                    "writes them. Give the file that model.save() writes, or model.to_json()"
                )
            identifier = file.attrs.get_id("model_config")
            if identifier.get_storage_size() > limit:
                raise ReadError(
                    f"{name}: its model_config has {identifier.get_storage_size()} bytes; a config has at most {limit}"
                )
            value = file.attrs["model_config"]
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, UnicodeDecodeError) as error:
        raise ReadError(f"not an HDF5 file that can be read: {error}").at(name) from None
    try:
        text = value.decode("utf-8") if isinstance(value, bytes) else value
    except UnicodeDecodeError as error:
        raise ReadError(f"its model_config is not UTF-8 text at byte {error.start}").at(name) from None
    if not isinstance(text, str):
        raise ReadError(f"its model_config is no text but {type(value).__name__}").at(name)
    return text
